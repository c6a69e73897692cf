package io.arbiter.server.forward;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/** A call on its way to the leader. Guarded by its carrier, except for the future. */
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

    /** The call was sent, and is known not to have been read. */
    void markUnread() {
        sent = false;
    }

    boolean isSent() {
        return sent;
    }

    /** The failure of this call when its connection is lost. */
    public CallException lost(String why) {
        if (!sent) {
            return new CallException(
                    Reason.NO_LEADER, "the leader cannot be reached (" + why + "); nothing was done, retry");
        }
        return CallKind.of(call) == CallKind.MUTATION
                ? new CallException(
                        Reason.OUTCOME_UNKNOWN,
                        "the connection to the leader broke (" + why
                                + "); the command may or may not be carried out, repeating it is safe")
                : new CallException(
                        Reason.NO_LEADER, "the connection to the leader broke (" + why + ") while it read; retry");
    }
}
