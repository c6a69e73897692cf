package io.arbiter.server.service;

import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Failures;
import io.arbiter.server.failure.Reason;

/** Why nobody waits for a call any more. */
enum GiveUp {
    DEADLINE,
    ABANDONED,
    SHUTDOWN;

    /** @param maybeDone whether the call may have been, or may yet be, carried out */
    CallFailure failure(boolean maybeDone) {
        return switch (this) {
            case DEADLINE -> Failures.deadlineExceeded(maybeDone);
            case ABANDONED -> new CallFailure(Reason.CANCELLED, "the caller gave the call up");
            case SHUTDOWN -> maybeDone
                    ? new CallFailure(Reason.OUTCOME_UNKNOWN, "this node is stopping; the command may or may not be "
                            + "carried out, repeat it on another node")
                    : new CallFailure(Reason.SHUTTING_DOWN, "this node is stopping; ask another");
        };
    }
}
