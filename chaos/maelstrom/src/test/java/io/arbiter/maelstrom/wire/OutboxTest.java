package io.arbiter.maelstrom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static Message message(String text) {
        var body = new JsonObject();
        body.addProperty("text", text);
        return new Message("n1", "n2", body);
    }

    @Test
    void linesAreWrittenInOrderAndWholeUntilTheClose() {
        var out = new ByteArrayOutputStream();
        try (Outbox outbox = new Outbox(out)) {
            for (int i = 0; i < 100; i++) {
                outbox.send(message("m" + i));
            }
        }
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(100);
        assertThat(Message.parse(lines[99]).body().text("text")).isEqualTo("m99");
    }

    /** A reader that does not read costs messages, not memory, and holds nobody up. */
    @Test
    void beyondTheBoundMessagesAreLost() {
        var reading = new CountDownLatch(1);
        var out = new SlowStream(reading);
        String mebibyte = "x".repeat(1 << 20);
        long sent = 2 * Outbox.MAX_BYTES / mebibyte.length();
        try (Outbox outbox = new Outbox(out)) {
            for (int i = 0; i < sent; i++) {
                outbox.send(message(mebibyte));
            }
            reading.countDown();
        }
        assertThat(out.lines).isBetween(Outbox.MAX_BYTES / mebibyte.length() - 2, sent / 2 + 2);
    }

    private static final class SlowStream extends OutputStream {
        private final CountDownLatch reading;
        private long lines;

        SlowStream(CountDownLatch reading) {
            this.reading = reading;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("written in blocks");
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            lines += bytes[from + count - 1] == '\n' ? 1 : 0;
        }
    }
}
