package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.junit.jupiter.api.Test;

class OutstandingCallsTest {
    private static final byte[] TERM_5 =
            RequestVoteReplyProto.newBuilder().setTerm(5).build().toByteArray();

    private final List<RaftMessage> sent = new ArrayList<>();
    private final Drops drops = new Drops();
    private long nowNanos = Long.MAX_VALUE - 1_000; // overflows during each test
    private final OutstandingCalls calls =
            new OutstandingCalls(sent::add, drops, () -> nowNanos, Duration.ofMillis(250), Duration.ofMillis(2_000));

    @Test
    void theAnswerToAnyCopyWillDo() throws IOException {
        Call<RequestVoteReplyProto> call = call();
        pass(Duration.ofMillis(600));
        assertThat(sent).hasSize(3).containsOnly(call.request());
        calls.answer(call.request().answer("request_vote_reply", TERM_5));
        assertThat(call).isCompletedWithValueMatching(reply -> reply.getTerm() == 5);
        assertThat(calls.size()).isZero();
    }

    @Test
    void nothingIsSentAfterTheAnswer() throws IOException {
        Call<RequestVoteReplyProto> call = call();
        calls.answer(call.request().answer("request_vote_reply", TERM_5));
        pass(Duration.ofSeconds(5));
        assertThat(sent).hasSize(1);
    }

    @Test
    void lateAndRepeatedAnswersAreIgnored() throws IOException {
        Call<RequestVoteReplyProto> call = call();
        RaftMessage answer = call.request().answer("request_vote_reply", TERM_5);
        pass(Duration.ofMillis(2_100));
        calls.answer(answer);
        assertThat(call).isCompletedExceptionally();
        assertThatThrownBy(call::get)
                .hasCauseInstanceOf(TimeoutIOException.class)
                .hasMessageContaining("to n2")
                .hasMessageContaining("within 2000 ms, though sent 8 times");

        Call<RequestVoteReplyProto> next = call();
        calls.answer(answer);
        assertThat(next).isNotDone();
        assertThat(calls.size()).isOne();
    }

    @Test
    void anAnswerMustFitItsRequest() throws IOException {
        Call<RequestVoteReplyProto> call = call();
        long id = call.request().id();
        calls.answer(new RaftMessage("n3", "n1", "request_vote_reply", id, TERM_5));
        calls.answer(new RaftMessage("n2", "n1", "append_entries_reply", id, TERM_5));
        calls.answer(new RaftMessage("n2", "n1", "request_vote_reply", id, new byte[] {1, 2, 3}));
        calls.answer(new RaftMessage("n2", "n1", "request_vote_failure", id, new byte[] {1, 2, 3}));
        calls.answer(new RaftMessage("n2", "n1", "request_vote_reply", id + 1, TERM_5));
        assertThat(call).isNotDone();
        assertThat(drops.count(OutstandingCalls.MALFORMED_ANSWER)).isEqualTo(4);
    }

    @Test
    void whatTheOtherServerThrewIsAFailureButNotThatException() throws IOException {
        Call<RequestVoteReplyProto> call = call();
        calls.answer(call.request()
                .answer("request_vote_failure", RemoteFailureException.encode(new IllegalStateException("not ready"))));
        assertThatThrownBy(call::get)
                .cause()
                .isInstanceOf(RemoteFailureException.class)
                .hasMessage("request_vote_failure from n2: java.lang.IllegalStateException: not ready");
    }

    @Test
    void aCallThatIsGivenUpIsForgotten() throws IOException {
        call().cancel(false);
        pass(Duration.ofSeconds(1));
        assertThat(sent).hasSize(1);
        assertThat(calls.size()).isZero();
    }

    @Test
    void thereIsABound() throws IOException {
        for (int i = 0; i < OutstandingCalls.CAPACITY; i++) {
            call();
        }
        assertThatThrownBy(this::call).isInstanceOf(IOException.class).hasMessageContaining("1024 requests wait");
        pass(Duration.ofSeconds(3));
        assertThat(calls.size()).isZero();
        assertThat(call()).isNotDone();
    }

    @Test
    void theCloseEndsAllCalls() throws IOException {
        Call<RequestVoteReplyProto> before = call();
        calls.close();
        assertThatThrownBy(before::get).hasCauseInstanceOf(AlreadyClosedException.class);
        assertThatThrownBy(call()::get).hasCauseInstanceOf(AlreadyClosedException.class);
        assertThat(calls.size()).isZero();
    }

    @Test
    void idsFitIntoTheNumbersOfJson() throws IOException {
        assertThat(call().request().id()).isBetween(0L, (1L << 53) - 1);
    }

    private Call<RequestVoteReplyProto> call() throws IOException {
        return calls.call("n1", "n2", Rpc.REQUEST_VOTE, RequestVoteRequestProto.getDefaultInstance());
    }

    private void pass(Duration time) {
        for (long millis = 0; millis < time.toMillis(); millis += 50) {
            nowNanos += 50_000_000;
            calls.look();
        }
    }
}
