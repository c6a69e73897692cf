package io.arbiter.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes whose session has ended, against a service that opens sessions at once and commits as the test says. */
class RegisterTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ArrayDeque<Reply> commits = new ArrayDeque<>();
    private final List<CommitStepsRequest> asked = new ArrayList<>();
    private final Calls calls = new Calls(this::answer, timer);
    private final Register register = new Register(calls, new NodeSession(calls, "n1"));
    private long lastSession;

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private synchronized CompletableFuture<Reply> answer(Call call) {
        var reply = Reply.newBuilder();
        if (call.hasOpenSession()) {
            lastSession++;
            reply.getOpenSessionBuilder().setSessionId(lastSession);
        } else if (call.hasCommitSteps()) {
            asked.add(call.getCommitSteps());
            return CompletableFuture.completedFuture(commits.remove());
        }
        return CompletableFuture.completedFuture(reply.build());
    }

    private static Reply refused(Reason reason, Object... facts) {
        return Reply.newBuilder()
                .setError(new CallException(reason, "in a test", facts).toStatus())
                .build();
    }

    private static Reply sessionEnded() {
        return refused(Reason.SESSION_ENDED, 1, "EXPIRED");
    }

    private CompletableFuture<Void> write(Duration patience, Reply... answers) {
        commits.addAll(List.of(answers));
        var write = new Register.Write("r", ByteString.copyFromUtf8("1"), OptionalLong.of(7));
        return register.write(write, Deadline.after(System::nanoTime, patience));
    }

    @Test
    void aWriteIsOneCommitAndTheNextOneHasTheNextNumber() {
        write(LONG, Reply.getDefaultInstance()).join();
        write(LONG, Reply.getDefaultInstance()).join();
        assertThat(asked).extracting(CommitStepsRequest::getNumber).containsExactly(1L, 2L);
        assertThat(asked)
                .allMatch(commit -> commit.getSessionId() == 1
                        && commit.getStepsCount() == 3
                        && commit.getSteps(1).getPutRecord().getExpectedVersion() == 7);
    }

    @Test
    void withoutItsSessionItOpensAnother() {
        write(LONG, sessionEnded(), refused(Reason.SESSION_UNKNOWN, 2), Reply.getDefaultInstance())
                .join();
        assertThat(asked).extracting(CommitStepsRequest::getSessionId).containsExactly(1L, 2L, 3L);
    }

    @Test
    void withoutTimeForAnotherItDefinitelyFails() {
        assertThatThrownBy(write(Duration.ofMillis(100), sessionEnded())::join)
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TXN_CONFLICT));
    }

    /** The first try may have been carried out before the session ended: another session would write twice. */
    @Test
    void whatMayBeWrittenIsNotWrittenAgain() {
        assertThatThrownBy(write(LONG, refused(Reason.OUTCOME_UNKNOWN), sessionEnded())::join)
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failed -> assertThat(failed.inDoubt()).isTrue());
        assertThat(asked).extracting(CommitStepsRequest::getSessionId).containsExactly(1L, 1L);
    }

    @Test
    void aLostAnswerIsFoundAgainUnderTheSameNumber() {
        write(LONG, refused(Reason.OUTCOME_UNKNOWN), Reply.getDefaultInstance()).join();
        assertThat(asked).hasSize(2).containsOnly(asked.get(0));
    }
}
