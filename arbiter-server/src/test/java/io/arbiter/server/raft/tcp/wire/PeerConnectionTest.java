package io.arbiter.server.raft.tcp.wire;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerConnectionTest {
    private static final Handshake GREETING = new Handshake("n1", "n2", ConnectionClass.CONTROL);
    private static final Dialer DIALER = new Dialer(GREETING, SocketSecurity.plaintext(), PATIENCE);
    private static final RequestVoteRequestProto VOTE = RequestVoteRequestProto.getDefaultInstance();

    private ServerSocket listening;
    private PeerConnection link;

    @BeforeEach
    void listen() throws Exception {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        link = new PeerConnection(DIALER, () -> (InetSocketAddress) listening.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws Exception {
        link.close();
        listening.close();
    }

    private CompletableFuture<RequestVoteReplyProto> call(Duration timeout) {
        var answer = new CompletableFuture<RequestVoteReplyProto>();
        Threads.start("caller", () -> {
            try {
                answer.complete(link.call(RpcMethod.VOTE, VOTE, timeout));
            } catch (IOException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    private Frame request(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Handshake.read(in);
        return Frame.read(in);
    }

    @Test
    void theNextRequestAfterABreakGoesOnANewConnection() throws Exception {
        CompletableFuture<RequestVoteReplyProto> first = call(PATIENCE);
        try (Socket broken = listening.accept()) {
            request(broken);
        }
        assertThatThrownBy(first::join).hasCauseInstanceOf(IOException.class);

        CompletableFuture<RequestVoteReplyProto> second = call(PATIENCE);
        try (Socket good = listening.accept()) {
            good.getOutputStream()
                    .write(Frame.encode(
                            Frame.ANSWER,
                            request(good).id(),
                            RequestVoteReplyProto.newBuilder().setTerm(3).build()));
            assertThat(second.join().getTerm()).isEqualTo(3);
        }
    }

    @Test
    void silenceEndsTheConnection() throws Exception {
        CompletableFuture<RequestVoteReplyProto> answer = call(Duration.ofMillis(50));
        try (Socket silent = listening.accept()) {
            request(silent);
            assertThatThrownBy(answer::join).hasCauseInstanceOf(TimeoutIOException.class);
            assertThat(silent.getInputStream().read()).isNegative();
        }
    }

    @Test
    void aCloseEndsAnAttemptToConnect() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountDownLatch lookedUp = new CountDownLatch(1);
            fill(full);
            link = new PeerConnection(DIALER, () -> {
                lookedUp.countDown();
                return (InetSocketAddress) full.getLocalSocketAddress();
            });
            CompletableFuture<RequestVoteReplyProto> answer = call(PATIENCE);
            lookedUp.await();

            link.close();

            await().atMost(PATIENCE.dividedBy(2)).until(answer::isDone);
            assertThat(answer).isCompletedExceptionally();
            assertThatThrownBy(() -> link.call(RpcMethod.VOTE, VOTE, PATIENCE)).hasMessageContaining("closed");
        }
    }

    /** Nobody accepts: once the queue is full, further attempts hang. */
    private static void fill(ServerSocket full) throws IOException {
        for (int i = 0; i < 4; i++) {
            Socket waiting = new Socket();
            try {
                waiting.connect(full.getLocalSocketAddress(), 100);
            } catch (SocketTimeoutException itIsFull) {
                waiting.close();
                return;
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitForAnAnswer() throws Exception {
        var failure = new CompletableFuture<Throwable>();
        Thread caller = Threads.start("caller", () -> {
            try {
                link.call(RpcMethod.VOTE, VOTE, PATIENCE);
            } catch (IOException stopped) {
                failure.complete(stopped);
            }
        });
        try (Socket silent = listening.accept()) {
            request(silent);
            caller.interrupt();
            assertThat(failure.join()).isInstanceOf(InterruptedIOException.class);
        }
    }
}
