package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GreetingTest {
    private static byte[] written(Lane lane) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Greeting("n1", "n2", lane).write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Greeting read(byte[] bytes) throws IOException {
        return Greeting.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsRead(Lane lane) throws Exception {
        assertThat(read(written(lane))).isEqualTo(new Greeting("n1", "n2", lane));
    }

    @Test
    void strangersAndOtherVersionsAreRefused() throws Exception {
        byte[] nextVersion = written(Lane.BULK);
        nextVersion[7]++;

        assertThatThrownBy(() -> read("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class).hasMessageContaining("clients use the client port");
        assertThatThrownBy(() -> read(nextVersion)).isInstanceOf(IOException.class).hasMessageContaining("version");
    }

    @Test
    void aLaneOfTheFutureIsRefused() throws Exception {
        byte[] bytes = written(Lane.BULK);
        bytes[bytes.length - 1] = 77;

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class).hasMessageContaining("no lane 77");
    }
}
