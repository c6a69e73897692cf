package io.arbiter.server.raft.tcp.wire;

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

class HandshakeTest {
    private static byte[] written(ConnectionClass connectionClass) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Handshake("n1", "n2", connectionClass).write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Handshake read(byte[] bytes) throws IOException {
        return Handshake.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsRead(ConnectionClass connectionClass) throws Exception {
        assertThat(read(written(connectionClass))).isEqualTo(new Handshake("n1", "n2", connectionClass));
    }

    @Test
    void strangersAndOtherVersionsAreRefused() throws Exception {
        byte[] nextVersion = written(ConnectionClass.BULK);
        nextVersion[7]++;

        assertThatThrownBy(() -> read("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("clients use the client port");
        assertThatThrownBy(() -> read(nextVersion))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version");
    }

    @Test
    void aClassOfTheFutureIsRefused() throws Exception {
        byte[] bytes = written(ConnectionClass.BULK);
        bytes[bytes.length - 1] = 77;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown connection class 77");
    }
}
