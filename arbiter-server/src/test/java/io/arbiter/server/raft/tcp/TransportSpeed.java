package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.append.EmptyAnswers;
import io.arbiter.server.raft.tcp.wire.ConnectionClass;
import io.arbiter.server.raft.tcp.wire.Dialer;
import io.arbiter.server.raft.tcp.wire.Handshake;
import io.arbiter.server.raft.tcp.wire.PeerConnection;
import io.arbiter.server.raft.tcp.wire.ReplyHandler;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.raft.tcp.wire.TlsSockets;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.server.tls.TestTls;
import io.arbiter.testsupport.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Not a test: the transport's speed with TLS beside that without, in turns, since the machine's own speed drifts. */
public final class TransportSpeed {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int ROUNDS = 9;
    private static final int WINDOW = 32;

    private TransportSpeed() {}

    /** The way to one node that answers at once. */
    private record Way(Acceptor acceptor, PeerConnection connection) {
        static Way of(SocketSecurity from, SocketSecurity to) throws Exception {
            var acceptor = new Acceptor(
                    () -> "n2",
                    EmptyAnswers.raft(),
                    to,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    ConnectionRefusals.NONE);
            acceptor.open();
            var handshake = new Handshake("n1", "n2", ConnectionClass.BULK);
            return new Way(acceptor, new PeerConnection(new Dialer(handshake, from, TIMEOUT), acceptor::address));
        }

        /** Microseconds from a short request to its answer, one at a time. */
        double roundTrip(int calls) throws IOException {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                connection.call(RpcMethod.VOTE, RequestVoteRequestProto.getDefaultInstance(), TIMEOUT);
            }
            return (System.nanoTime() - start) / 1e3 / calls;
        }

        /** Microseconds for each request of that size, some on their way at a time. */
        double stream(int bytes, int calls) throws Exception {
            AppendEntriesRequestProto append = AppendEntriesRequestProto.newBuilder()
                    .addEntries(LogEntryProto.newBuilder()
                            .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                                    .setLogData(ByteString.copyFrom(new byte[bytes]))))
                    .build();
            var window = new Semaphore(WINDOW);
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                window.acquire();
                var answer = new CompletableFuture<AppendEntriesReplyProto>();
                answer.whenComplete((reply, failure) -> window.release());
                connection.send(RpcMethod.APPEND, append, ReplyHandler.of(answer));
            }
            window.acquire(WINDOW);
            return (System.nanoTime() - start) / 1e3 / calls;
        }
    }

    private interface Measure {
        double of(Way way) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("transport-speed");
        var authority = new TestAuthority("authority");
        try (NodeTls n1 = TestTls.of(directory, authority, "n1");
                NodeTls n2 = TestTls.of(directory, authority, "n2")) {
            Way plain = Way.of(SocketSecurity.plaintext(), SocketSecurity.plaintext());
            Way secure = Way.of(new TlsSockets(n1), new TlsSockets(n2));
            compare("one at a time", plain, secure, way -> way.roundTrip(20_000));
            compare("1 KiB, 32 under way", plain, secure, way -> way.stream(1 << 10, 50_000));
            compare("64 KiB, 32 under way", plain, secure, way -> way.stream(1 << 16, 5_000));
            compare("1 MiB, 32 under way", plain, secure, way -> way.stream(1 << 20, 300));
        }
    }

    private static void compare(String what, Way plain, Way secure, Measure measure) throws Exception {
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        measure.of(plain);
        measure.of(secure);
        for (int i = 0; i < ROUNDS; i++) {
            without[i] = measure.of(plain);
            with[i] = measure.of(secure);
            ratios[i] = with[i] / without[i];
        }
        for (double[] all : List.of(without, with, ratios)) {
            Arrays.sort(all);
        }
        System.out.printf(
                "%-22s plain %8.1f us, TLS %8.1f us, ratio %.2f (%.2f..%.2f)%n",
                what, without[ROUNDS / 2], with[ROUNDS / 2], ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    }
}
