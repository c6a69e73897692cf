package io.arbiter.server.service.grpc.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.testsupport.Patience;
import io.arbiter.v1.SaveSnapshotResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node waits for the reader of a backup, but not for ever, and never with more than a chunk in hand. */
class ReaderStreamTest {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Reader reader = new Reader();

    @Test
    void aReaderThatTakesNothingIsGivenUp() {
        var stream = new ReaderStream(reader, Duration.ofMillis(1));
        assertThatThrownBy(() -> stream.write(new byte[CHUNK_BYTES]))
                .isInstanceOfSatisfying(
                        CallException.class,
                        slow -> assertThat(slow.reason()).isEqualTo(Reason.SNAPSHOT_READER_TOO_SLOW));
        assertThat(reader.received).isEmpty();
    }

    @Test
    void nothingIsSentBeforeTheReaderIsReady() throws Exception {
        var stream = new ReaderStream(reader, Patience.PATIENCE);
        stream.write(new byte[CHUNK_BYTES - 1]);
        var writing = CompletableFuture.runAsync(() -> write(stream));
        assertThat(reader.received).isEmpty();
        reader.ready = true;
        reader.onReady.run();
        writing.get(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(reader.received).hasSize(1);
    }

    @Test
    void aReaderThatHasGoneEndsTheWriting() {
        var stream = new ReaderStream(reader, Patience.PATIENCE);
        var writing = CompletableFuture.runAsync(() -> {
            write(stream);
            write(stream);
        });
        reader.cancelled = true;
        reader.onCancel.run();
        assertThatThrownBy(() -> writing.get(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasRootCauseMessage("the reader has gone");
    }

    private static void write(ReaderStream stream) {
        try {
            stream.write(new byte[CHUNK_BYTES - 1]);
            stream.write(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Reader extends ServerCallStreamObserver<SaveSnapshotResponse> {
        private final List<SaveSnapshotResponse> received = new CopyOnWriteArrayList<>();
        private volatile boolean ready;
        private volatile boolean cancelled;
        private Runnable onReady;
        private Runnable onCancel;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            onCancel = handler;
        }

        @Override
        public void onNext(SaveSnapshotResponse part) {
            received.add(part);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onCompleted() {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
