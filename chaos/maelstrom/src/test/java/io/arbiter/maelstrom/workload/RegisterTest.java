package io.arbiter.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Refusal;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.PutRecordRequest;
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

/** Writes whose tokens are overtaken, against a service that grants at once and puts as the test says. */
class RegisterTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ArrayDeque<Reply> puts = new ArrayDeque<>();
    private final List<PutRecordRequest> asked = new ArrayList<>();
    private final Register register = new Register(new Calls(this::answer, timer), "n1");
    private long lastSession;
    private int closed;

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private synchronized CompletableFuture<Reply> answer(Call call) {
        var reply = Reply.newBuilder();
        if (call.hasOpenSession()) {
            lastSession++;
            reply.getOpenSessionBuilder()
                    .setSessionId(lastSession)
                    .getHoldingsBuilder()
                    .addLeasesBuilder()
                    .setSessionId(lastSession)
                    .setToken(10 + lastSession);
        } else if (call.hasPutRecord()) {
            asked.add(call.getPutRecord());
            return CompletableFuture.completedFuture(puts.remove());
        } else if (call.hasCloseSession()) {
            closed++;
        }
        return CompletableFuture.completedFuture(reply.build());
    }

    private static Reply refused(Reason reason, Object... facts) {
        return Reply.newBuilder()
                .setError(new CallException(reason, "in a test", facts).toStatus())
                .build();
    }

    private static Reply overtaken() {
        return refused(Reason.STALE_TOKEN, "r", 1, 2, 3);
    }

    private CompletableFuture<Void> write(Duration patience, Reply... answers) {
        puts.addAll(List.of(answers));
        var write = new Register.Write("r", ByteString.copyFromUtf8("1"), OptionalLong.of(7));
        return register.write(write, Deadline.after(System::nanoTime, patience));
    }

    @Test
    void whatWasOvertakenTakesAnotherToken() {
        write(LONG, overtaken(), refused(Reason.NOT_HELD, "r", 1), Reply.getDefaultInstance())
                .join();
        assertThat(asked).extracting(PutRecordRequest::getToken).containsExactly(11L, 12L, 13L);
        assertThat(asked).allMatch(put -> put.getSequence() == 1 && put.getExpectedVersion() == 7);
        assertThat(closed).as("every session is let go").isEqualTo(3);
    }

    @Test
    void withoutTimeForAnotherItDefinitelyFails() {
        assertThatThrownBy(write(Duration.ofMillis(100), overtaken())::join)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TXN_CONFLICT));
        assertThat(closed).isEqualTo(1);
    }

    /** The first try may have been put before it was overtaken: another token would write twice. */
    @Test
    void whatMayBeWrittenIsNotWrittenAgain() {
        assertThatThrownBy(write(LONG, refused(Reason.OUTCOME_UNKNOWN), overtaken())::join)
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failed -> assertThat(failed.inDoubt()).isTrue());
        assertThat(asked).extracting(PutRecordRequest::getToken).containsExactly(11L, 11L);
    }

    @Test
    void aLostAnswerIsFoundAgain() {
        write(LONG, refused(Reason.OUTCOME_UNKNOWN), Reply.getDefaultInstance()).join();
        assertThat(asked).extracting(PutRecordRequest::getToken).containsExactly(11L, 11L);
    }
}
