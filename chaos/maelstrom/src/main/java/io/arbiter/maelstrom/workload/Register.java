package io.arbiter.maelstrom.workload;

import com.google.protobuf.ByteString;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Refusal;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.RecordInfo;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A resource's record as a register: each write takes a new token for the resource and puts the record under it. A
 * write that was overtaken, and so definitely not made, takes another token as long as there is time.
 */
final class Register {
    /** With less time left, another token is not worth trying for. */
    private static final Duration WORTH_A_TOKEN = Duration.ofMillis(300);

    private static final Set<Reason> OVERTAKEN =
            EnumSet.of(Reason.STALE_TOKEN, Reason.NOT_HELD, Reason.SESSION_ENDED, Reason.SESSION_UNKNOWN);

    private final Calls calls;
    private final String node;

    Register(Calls calls, String node) {
        this.calls = calls;
        this.node = node;
    }

    /** Linearizable. Fails with {@link CallFailedException}. */
    CompletableFuture<Optional<RecordInfo>> read(String resource, Deadline until) {
        var request = GetRecordRequest.newBuilder().setResource(resource);
        return calls.call(Call.newBuilder().setGetRecord(request), until)
                .thenApply(reply -> reply.getGetRecord().hasRecord()
                        ? Optional.of(reply.getGetRecord().getRecord())
                        : Optional.empty());
    }

    /**
     * @param expectedVersion the version that the record must have, if it matters
     */
    record Write(String resource, ByteString value, OptionalLong expectedVersion) {}

    /** Fails with {@link CallFailedException}, or with a {@link Refusal} if it was overtaken to the last. */
    CompletableFuture<Void> write(Write write, Deadline until) {
        return tryOnce(write, until)
                .exceptionallyCompose(
                        failure -> overtaken(failure) ? again(write, until) : CompletableFuture.failedFuture(failure));
    }

    private static boolean overtaken(Throwable failure) {
        return Causes.of(failure) instanceof CallFailedException failed
                && !failed.inDoubt()
                && OVERTAKEN.contains(failed.reason());
    }

    private CompletableFuture<Void> again(Write write, Deadline until) {
        return until.remainingNanos() > WORTH_A_TOKEN.toNanos()
                ? write(write, until)
                : CompletableFuture.failedFuture(
                        new Refusal(ErrorCode.TXN_CONFLICT, "the token was overtaken by another; nothing was written"));
    }

    private CompletableFuture<Void> tryOnce(Write write, Deadline until) {
        var lease = BriefLease.take(calls, node, write.resource(), until);
        return lease.granted()
                .exceptionally(Register::notWritten)
                .thenCompose(granted -> put(write, granted, until))
                .<Void>thenApply(reply -> null)
                .whenComplete((done, failure) -> lease.end());
    }

    /** Without a token nothing is put: a grant that this node did not learn of is of no consequence. */
    private static LeaseInfo notWritten(Throwable failure) {
        CallFailedException failed = (CallFailedException) Causes.of(failure);
        throw new CallFailedException(
                failed.reason(), false, "nothing was written, for want of a token (" + failed.getMessage() + ")");
    }

    private CompletableFuture<Reply> put(Write write, LeaseInfo lease, Deadline until) {
        var request = PutRecordRequest.newBuilder()
                .setResource(write.resource())
                .setSessionId(lease.getSessionId())
                .setToken(lease.getToken())
                .setSequence(1)
                .setValue(write.value());
        write.expectedVersion().ifPresent(request::setExpectedVersion);
        return calls.call(Call.newBuilder().setPutRecord(request), until);
    }
}
