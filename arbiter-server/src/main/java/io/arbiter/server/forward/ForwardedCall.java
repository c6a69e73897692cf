package io.arbiter.server.forward;

import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/** A call on its way to the leader. Guarded by what carries it, but for the future. */
public final class ForwardedCall {
    private final Call call;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private boolean sent;

    public ForwardedCall(Call call) {
        this.call = call;
    }

    Call call() {
        return call;
    }

    public CompletableFuture<Reply> reply() {
        return reply;
    }

    public void markSent() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }

    /** What the loss of the connection means for this call. */
    public CallFailure lost(String why) {
        if (!sent) {
            return new CallFailure(Reason.NO_LEADER, "the leader cannot be reached (" + why
                    + "); nothing was done, retry");
        }
        return CallKind.of(call) == CallKind.MUTATION
                ? new CallFailure(Reason.OUTCOME_UNKNOWN, "the connection to the leader broke (" + why
                        + "); the command may or may not be carried out, repeating it is safe")
                : new CallFailure(Reason.NO_LEADER, "the connection to the leader broke (" + why
                        + ") while it read; retry");
    }
}
