package io.arbiter.server.raft.tcp.wire;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.tls.NodeTls;
import io.arbiter.server.tls.TestTls;
import io.arbiter.testsupport.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is silent, or does not read, blocks nobody for longer than a plaintext one would. */
class TlsSocketsTest {
    private static final Handshake GREETING = new Handshake("n1", "n2", ConnectionClass.BULK);
    private static final AppendEntriesRequestProto MEGABYTE = AppendEntriesRequestProto.newBuilder()
            .addEntries(LogEntryProto.newBuilder()
                    .setStateMachineLogEntry(
                            StateMachineLogEntryProto.newBuilder().setLogData(ByteString.copyFrom(new byte[1 << 20]))))
            .build();

    @TempDir
    private Path directory;

    private final TestAuthority authority = new TestAuthority("authority");
    private ServerSocket listening;
    private NodeTls n1;
    private NodeTls n2;

    @BeforeEach
    void listen() throws Exception {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        n1 = TestTls.of(directory, authority, "n1");
        n2 = TestTls.of(directory, authority, "n2");
    }

    @AfterEach
    void close() throws Exception {
        listening.close();
        n1.close();
        n2.close();
    }

    private PeerConnection connection(Duration timeout) {
        var dialer = new Dialer(GREETING, new TlsSockets(n1), timeout);
        return new PeerConnection(dialer, () -> (InetSocketAddress) listening.getLocalSocketAddress());
    }

    private static void send(PeerConnection connection) throws IOException {
        connection.send(RpcMethod.APPEND, MEGABYTE, ReplyHandler.of(new CompletableFuture<AppendEntriesReplyProto>()));
    }

    /**
     * Sends until the connection breaks. Of the two that see it, the one that sends and the one that closes, one alone
     * fails the request: so the writer ends with an exception, or with a connection that is not open.
     */
    private static CompletableFuture<IOException> sendOnAndOn(PeerConnection connection) {
        var failure = new CompletableFuture<IOException>();
        Threads.start("writer", () -> {
            try {
                do {
                    send(connection);
                } while (connection.isOpen());
                failure.complete(new IOException("the request was written, and lost with its connection"));
            } catch (IOException broken) {
                failure.complete(broken);
            }
        });
        return failure;
    }

    @Test
    void aResetBreaksAWriterWhoseRequestsNobodyReads() throws Exception {
        try (PeerConnection connection = connection(PATIENCE)) {
            CompletableFuture<IOException> writer = sendOnAndOn(connection);
            try (Socket plain = listening.accept()) {
                Socket secured = new TlsSockets(n2).accepted(plain);
                assertThatThrownBy(() -> writer.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                // Java closes a socket that nobody refers to any more.
                assertThat(secured.isClosed()).isFalse();
                connection.reset(new IOException("on purpose"));
                assertThat(writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void aResetEndsAHandshakeThatTheOtherSideLeavesOpen() throws Exception {
        try (PeerConnection connection = connection(PATIENCE)) {
            CompletableFuture<IOException> writer = sendOnAndOn(connection);
            try (Socket silent = listening.accept()) {
                assertThat(silent.getInputStream().read()).as("the first byte").isEqualTo(22);
                connection.reset(new IOException("on purpose"));
                assertThat(writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void aHandshakeIsBoundedInTime() throws Exception {
        try (PeerConnection connection = connection(Duration.ofMillis(100))) {
            assertThatThrownBy(() -> send(connection)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whoAnswersInPlaintextIsNoNode() throws Exception {
        try (PeerConnection connection = connection(PATIENCE)) {
            CompletableFuture<IOException> writer = sendOnAndOn(connection);
            try (Socket plain = listening.accept()) {
                plain.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                assertThat(writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).hasMessageStartingWith("TLS: ");
            }
        }
    }
}
