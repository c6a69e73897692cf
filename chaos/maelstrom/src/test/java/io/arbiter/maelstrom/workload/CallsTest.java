package io.arbiter.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallsTest {
    private static final Call.Builder PUT = Call.newBuilder().setPutRecord(PutRecordRequest.getDefaultInstance());
    private static final Reply DONE = Reply.getDefaultInstance();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ArrayDeque<Reply> answers = new ArrayDeque<>();
    private final Calls calls = new Calls(call -> CompletableFuture.completedFuture(answers.remove()), timer);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private static Reply failed(CallException failure) {
        return Reply.newBuilder().setError(failure.toStatus()).build();
    }

    private static CallException failure(Reason reason) {
        return new CallException(
                reason,
                "in a test",
                Collections.nCopies(reason.metadataKeys().size(), "true").toArray());
    }

    private CompletableFuture<Reply> call(Call.Builder request, Reply... replies) {
        Collections.addAll(answers, replies);
        return calls.call(request.clone(), Deadline.after(System::nanoTime, Duration.ofSeconds(60)));
    }

    private void assertFails(CompletableFuture<Reply> call, Reason reason, boolean inDoubt) {
        assertThatThrownBy(call::join).cause().isInstanceOfSatisfying(CallFailedException.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.inDoubt()).isEqualTo(inDoubt);
        });
        assertThat(answers).isEmpty();
    }

    @Test
    void isRepeatedUntilItIsDone() {
        assertThat(call(
                                PUT,
                                failed(failure(Reason.NO_LEADER)),
                                failed(failure(Reason.OUTCOME_UNKNOWN)),
                                failed(failure(Reason.OVERLOADED)),
                                DONE)
                        .join())
                .isEqualTo(DONE);
        assertThat(answers).isEmpty();
    }

    @Test
    void aRefusalIsFinal() {
        assertFails(call(PUT, failed(failure(Reason.STALE_TOKEN))), Reason.STALE_TOKEN, false);
    }

    /** The first try may have been carried out before its token was overtaken. */
    @Test
    void aRefusalAfterAnUnknownOutcomeLeavesTheDoubt() {
        assertFails(
                call(PUT, failed(failure(Reason.OUTCOME_UNKNOWN)), failed(failure(Reason.STALE_TOKEN))),
                Reason.STALE_TOKEN,
                true);
    }

    @Test
    void whatWasNeverProposedLeavesNoDoubt() {
        assertFails(
                call(PUT, failed(ExceptionMapper.deadlineExceeded(false)), failed(failure(Reason.NOT_HELD))),
                Reason.NOT_HELD,
                false);
        assertFails(
                call(PUT, failed(ExceptionMapper.deadlineExceeded(true)), failed(failure(Reason.NOT_HELD))),
                Reason.NOT_HELD,
                true);
    }

    @Test
    void whatChangesNothingLeavesNoDoubt() {
        var read = Call.newBuilder().setGetRecord(GetRecordRequest.getDefaultInstance());
        assertFails(call(read, failed(failure(Reason.INTERNAL_ERROR))), Reason.INTERNAL_ERROR, false);
        var renewal = Call.newBuilder().setRenewSession(RenewSessionRequest.getDefaultInstance());
        assertFails(
                call(renewal, failed(failure(Reason.OUTCOME_UNKNOWN)), failed(failure(Reason.SESSION_ENDED))),
                Reason.SESSION_ENDED,
                false);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void inTheEndTheReasonSaysWhetherThereIsDoubt(Reason reason) {
        answers.add(failed(failure(reason)));
        var put = calls.call(PUT.clone(), Deadline.after(System::nanoTime, Duration.ZERO));
        assertFails(put, reason, reason.done() == Reason.Done.MAYBE);
    }
}
