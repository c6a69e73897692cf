package io.arbiter.server.raft.tcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.Patience;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final Handshake GREETING = new Handshake("n1", "n2", ConnectionClass.CONTROL);
    private static final Dialer DIALER = new Dialer(GREETING, SocketSecurity.plaintext(), Patience.PATIENCE);
    private static final RequestVoteRequestProto VOTE = RequestVoteRequestProto.getDefaultInstance();

    private final Heard heard = new Heard();
    private ServerSocket listening;
    private Connection connection;
    private Socket other;
    private DataInputStream requests;

    private static final class Heard implements ReplyHandler<RequestVoteReplyProto> {
        final List<RequestVoteReplyProto> answers = new CopyOnWriteArrayList<>();
        final List<IOException> failures = new CopyOnWriteArrayList<>();

        @Override
        public void answered(RequestVoteReplyProto answer) {
            answers.add(answer);
        }

        @Override
        public void failed(IOException why) {
            failures.add(why);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connection = DIALER.connect(new Socket(), (InetSocketAddress) listening.getLocalSocketAddress());
        other = listening.accept();
        requests = new DataInputStream(other.getInputStream());
        assertThat(Handshake.read(requests)).isEqualTo(GREETING);
    }

    @AfterEach
    void close() throws Exception {
        connection.close(new IOException("the test is over"));
        other.close();
        listening.close();
    }

    private void answer(long id, long term) throws IOException {
        other.getOutputStream()
                .write(Frame.encode(
                        Frame.ANSWER,
                        id,
                        RequestVoteReplyProto.newBuilder().setTerm(term).build()));
    }

    @Test
    void answersFindTheirRequestsInAnyOrder() throws Exception {
        Heard second = new Heard();
        connection.send(RpcMethod.VOTE, VOTE, heard);
        connection.send(RpcMethod.VOTE, VOTE, second);
        Frame one = Frame.read(requests);
        Frame two = Frame.read(requests);
        assertThat(one.code()).isEqualTo(RpcMethod.VOTE.code());

        answer(two.id(), 2);
        answer(one.id(), 1);

        await().until(() -> heard.answers.size() == 1 && second.answers.size() == 1);
        assertThat(heard.answers.get(0).getTerm()).isEqualTo(1);
        assertThat(second.answers.get(0).getTerm()).isEqualTo(2);
    }

    @Test
    void aRequestThatIsRefusedFailsAlone() throws Exception {
        connection.send(RpcMethod.VOTE, VOTE, heard);
        other.getOutputStream().write(Frame.failure(Frame.read(requests).id(), new IOException("not ready")));

        await().until(() -> heard.failures.size() == 1);
        assertThat(heard.failures.get(0)).hasMessageContaining("not ready");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aBreakFailsEveryRequestOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            connection.send(RpcMethod.VOTE, VOTE, heard);
        }

        other.close();

        await().until(() -> heard.failures.size() == 10);
        connection.close(new IOException("again"));
        assertThat(heard.failures).hasSize(10);
        assertThat(heard.answers).isEmpty();
        assertThatThrownBy(() -> connection.send(RpcMethod.VOTE, VOTE, heard)).isInstanceOf(IOException.class);
        assertThat(heard.failures).hasSize(10);
    }

    @Test
    void anAnswerThatNobodyAskedForEndsIt() throws Exception {
        connection.send(RpcMethod.VOTE, VOTE, heard);
        long id = Frame.read(requests).id();
        answer(id, 1);
        answer(id, 1);

        await().until(() -> !connection.isOpen());
        assertThat(heard.answers).hasSize(1);
        assertThat(heard.failures).isEmpty();
        assertThat(requests.read()).isNegative();
    }

    /** Also if it is an error, which would leave a connection that nobody reads. */
    @Test
    void aReceptionThatThrowsEndsIt() throws Exception {
        connection.send(RpcMethod.VOTE, VOTE, new ReplyHandler<RequestVoteReplyProto>() {
            @Override
            public void answered(RequestVoteReplyProto answer) {
                throw new StackOverflowError("on purpose");
            }

            @Override
            public void failed(IOException why) {
                throw new AssertionError(why);
            }
        });

        answer(Frame.read(requests).id(), 1);

        await().dontCatchUncaughtExceptions().until(() -> !connection.isOpen());
        assertThat(requests.read()).isNegative();
    }

    @Test
    void aNameThatIsUnknownIsSaid() {
        assertThatThrownBy(() -> DIALER.connect(new Socket(), InetSocketAddress.createUnresolved("nowhere", 1)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("nowhere");
    }
}
