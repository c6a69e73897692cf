package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.raft.tcp.append.EmptyAnswers;
import io.arbiter.server.raft.tcp.wire.ConnectionClass;
import io.arbiter.server.raft.tcp.wire.Frame;
import io.arbiter.server.raft.tcp.wire.Handshake;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.refusal.RefusalLog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Acceptor acceptor;

    @BeforeEach
    void open() throws Exception {
        acceptor = new Acceptor(
                () -> "n2",
                EmptyAnswers.raft(),
                SocketSecurity.plaintext(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new RefusalLog(registry));
        acceptor.open();
    }

    @AfterEach
    void close() {
        acceptor.close();
    }

    private Socket greet(Handshake handshake) throws IOException {
        var socket =
                new Socket(acceptor.address().getAddress(), acceptor.address().getPort());
        handshake.write(new DataOutputStream(socket.getOutputStream()));
        return socket;
    }

    private static byte vote(Socket socket) throws IOException {
        return vote(socket, "n1");
    }

    private static byte vote(Socket socket, String from) throws IOException {
        var sender = RaftRpcRequestProto.newBuilder().setRequestorId(ByteString.copyFromUtf8(from));
        var request =
                RequestVoteRequestProto.newBuilder().setServerRequest(sender).build();
        socket.getOutputStream().write(Frame.encode(RpcMethod.VOTE.code(), 1, request));
        return Frame.read(new DataInputStream(socket.getInputStream())).code();
    }

    /** Connections whose other end is gone without notice would use up all places. */
    @Test
    void aNodeThatComesAgainEndsItsFormerConnectionOfThatClass() throws Exception {
        try (Socket former = greet(new Handshake("n1", "n2", ConnectionClass.CONTROL));
                Socket otherClass = greet(new Handshake("n1", "n2", ConnectionClass.BULK));
                Socket otherNode = greet(new Handshake("n3", "n2", ConnectionClass.CONTROL))) {
            assertThat(vote(former)).isEqualTo(Frame.ANSWER);
            assertThat(vote(otherClass)).isEqualTo(Frame.ANSWER);
            assertThat(vote(otherNode, "n3")).isEqualTo(Frame.ANSWER);
            try (Socket again = greet(new Handshake("n1", "n2", ConnectionClass.CONTROL))) {
                assertThat(vote(again)).isEqualTo(Frame.ANSWER);

                assertThat(former.getInputStream().read()).isNegative();
                assertThat(vote(otherClass)).isEqualTo(Frame.ANSWER);
                assertThat(vote(otherNode, "n3")).isEqualTo(Frame.ANSWER);
                assertThat(vote(again)).isEqualTo(Frame.ANSWER);
            }
        }
    }

    @Test
    void whoLooksForAnotherNodeIsSentAway() throws Exception {
        try (Socket lost = greet(new Handshake("n1", "n3", ConnectionClass.CONTROL))) {
            assertThat(lost.getInputStream().read()).isNegative();
        }
        await().until(() -> counted("refused") == 1);
        assertThat(counted("silent")).isZero();
    }

    @Test
    void whoIsNoNodeIsCounted() throws Exception {
        try (Socket stranger =
                new Socket(acceptor.address().getAddress(), acceptor.address().getPort())) {
            stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(stranger.getInputStream().read()).isNegative();
        }
        await().until(() -> counted("refused") == 1);
        new Socket(acceptor.address().getAddress(), acceptor.address().getPort()).close();
        await().until(() -> counted("silent") == 1);
    }

    /** Connections that ended without an identity. */
    private double counted(String kind) {
        String name = "arbiter_connections_refused_total{kind=\"" + kind + "\",port=\"raft\"} ";
        return new String(new PrometheusText(registry).get(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /** Also one that says a little now and then. */
    @Test
    void whoDoesNotSayWhichNodeItIsKeepsNoPlace() throws Exception {
        try (Socket silent = new Socket(
                        acceptor.address().getAddress(), acceptor.address().getPort());
                Socket slow = new Socket(
                        acceptor.address().getAddress(), acceptor.address().getPort())) {
            slow.getOutputStream().write(0x41);
            assertThat(silent.getInputStream().read()).isNegative();
            assertThat(slow.getInputStream().read()).isNegative();
        }
        await().until(() -> counted("silent") == 2);
    }

    /** Silent strangers could hold all places for as long as each may be silent. */
    @Test
    void silentStrangersMakeRoomForANode() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try (Socket known = greet(new Handshake("n3", "n2", ConnectionClass.CONTROL))) {
            assertThat(vote(known, "n3")).isEqualTo(Frame.ANSWER);
            for (int i = 0; i < Acceptor.MAX_CONNECTIONS; i++) {
                strangers.add(new Socket(
                        acceptor.address().getAddress(), acceptor.address().getPort()));
            }
            try (Socket node = greet(new Handshake("n1", "n2", ConnectionClass.CONTROL))) {
                assertThat(vote(node)).isEqualTo(Frame.ANSWER);
                assertThat(strangers.get(0).getInputStream().read()).isNegative();
                await().until(() -> counted("silent") >= 2);
                assertThat(vote(known, "n3")).isEqualTo(Frame.ANSWER);
            }
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void aNodeTooManyIsCounted() throws Exception {
        List<Socket> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < Acceptor.MAX_CONNECTIONS; i++) {
                nodes.add(greet(new Handshake("n" + (i + 3), "n2", ConnectionClass.CONTROL)));
                assertThat(vote(nodes.get(i), "n" + (i + 3))).isEqualTo(Frame.ANSWER);
            }
            try (Socket more = new Socket(
                    acceptor.address().getAddress(), acceptor.address().getPort())) {
                assertThat(more.getInputStream().read()).isNegative();
            }
            assertThat(counted("refused")).isEqualTo(1);
        } finally {
            for (Socket node : nodes) {
                node.close();
            }
        }
    }

    /** Its certificate was for another. */
    @Test
    void aRequestInTheNameOfAnotherNodeEndsTheConnection() throws Exception {
        try (Socket forged = greet(new Handshake("n1", "n2", ConnectionClass.CONTROL))) {
            assertThatThrownBy(() -> vote(forged, "n3")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCloseEndsEveryConnection() throws Exception {
        try (Socket connection = greet(new Handshake("n1", "n2", ConnectionClass.BULK))) {
            assertThat(vote(connection)).isEqualTo(Frame.ANSWER);

            acceptor.close();

            assertThat(connection.getInputStream().read()).isNegative();
        }
    }
}
