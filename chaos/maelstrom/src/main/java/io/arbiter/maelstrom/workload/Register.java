package io.arbiter.maelstrom.workload;

import com.google.protobuf.ByteString;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.batch.Deadline;
import io.arbiter.v1.AcquireStep;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.PutRecordStep;
import io.arbiter.v1.RecordInfo;
import io.arbiter.v1.ReleaseStep;
import io.arbiter.v1.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A resource's record as a register: each write takes a token for the resource, puts the record under it and lets go,
 * in one commit. So no writer ever meets another, or waits for one that does not answer any more.
 */
final class Register {
    /** With less time left, another session is not worth trying for. */
    private static final Duration WORTH_A_SESSION = Duration.ofMillis(300);

    private final Calls calls;
    private final NodeSession session;

    Register(Calls calls, NodeSession session) {
        this.calls = calls;
        this.session = session;
    }

    /** Fails with {@link CallFailedException}. */
    CompletableFuture<Optional<RecordInfo>> read(String resource, Consistency consistency, Deadline until) {
        var request = GetRecordRequest.newBuilder().setResource(resource).setConsistency(consistency);
        return calls.call(Call.newBuilder().setGetRecord(request), until)
                .thenApply(reply -> reply.getGetRecord().hasRecord()
                        ? Optional.of(reply.getGetRecord().getRecord())
                        : Optional.empty());
    }

    /**
     * @param expectedVersion the version that the record must have, if it matters
     */
    record Write(String resource, ByteString value, OptionalLong expectedVersion) {}

    /** Fails with {@link CallFailedException}, or {@link RefusedException} if there was no session to the last. */
    CompletableFuture<Void> write(Write write, Deadline until) {
        return session.commit(steps(write), until)
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(failure ->
                        NodeSession.isLost(failure) ? again(write, until) : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Void> again(Write write, Deadline until) {
        return until.remainingNanos() > WORTH_A_SESSION.toNanos()
                ? write(write, until)
                : CompletableFuture.failedFuture(
                        new RefusedException(ErrorCode.TXN_CONFLICT, "the session has ended; nothing was written"));
    }

    private static List<Step> steps(Write write) {
        var put = PutRecordStep.newBuilder().setResource(write.resource()).setValue(write.value());
        write.expectedVersion().ifPresent(put::setExpectedVersion);
        return List.of(
                Step.newBuilder()
                        .setAcquire(AcquireStep.newBuilder().setResource(write.resource()))
                        .build(),
                Step.newBuilder().setPutRecord(put).build(),
                Step.newBuilder()
                        .setRelease(ReleaseStep.newBuilder().setResource(write.resource()))
                        .build());
    }
}
