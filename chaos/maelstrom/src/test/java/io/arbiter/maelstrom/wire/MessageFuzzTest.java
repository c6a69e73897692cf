package io.arbiter.maelstrom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any input is lines, and any line is a message that reads the same from its own line, or is refused. */
class MessageFuzzTest {
    private static final int MOST_BYTES = 4_096;

    static Stream<byte[]> input() {
        return Stream.of(
                        "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"type\":\"write\",\"n\":1e3,\"o\":{},\"l\":[\"a\"]}}\n",
                        "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"type\":null,\"n\":1e-999999999,\"l\":[null]}}\r\n\n",
                        "{\"src\":\"\\ud800\",\"dest\":\"\\u0000\",\"body\":{\"n\":-0.0,\"n\":1}}",
                        "x".repeat(MOST_BYTES + 1) + "\n{}")
                .map(lines -> lines.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("input")
    @FuzzTest
    void read(byte[] bytes) throws IOException {
        var lines = new Lines(new ByteArrayInputStream(bytes), MOST_BYTES);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            assertThat(line.get()).doesNotContain("\n");
            orRefused(line.get(), Message::parse).ifPresent(MessageFuzzTest::lookInto);
        }
    }

    private static void lookInto(Message message) {
        assertThat(Message.parse(message.toLine())).isEqualTo(message);
        Body body = message.body();
        for (String field : body.json().keySet()) {
            orRefused(field, body::any);
            orRefused(field, body::text);
            orRefused(field, body::integer);
            orRefused(field, body::object);
            orRefused(field, body::texts);
        }
    }

    private static <A, B> Optional<B> orRefused(A given, Function<A, B> reading) {
        try {
            return Optional.of(reading.apply(given));
        } catch (RefusedException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
            return Optional.empty();
        }
    }
}
