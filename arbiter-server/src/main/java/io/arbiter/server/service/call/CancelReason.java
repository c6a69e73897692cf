package io.arbiter.server.service.call;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.failure.Reason;

/** The reasons that nobody waits for a call any more. */
enum CancelReason {
    DEADLINE,
    CALLER,
    SHUTDOWN;

    /** @param maybeDone whether the call may have been, or may yet be, carried out */
    CallException failure(boolean maybeDone) {
        return switch (this) {
            case DEADLINE -> ExceptionMapper.deadlineExceeded(maybeDone);
            case CALLER -> new CallException(Reason.CANCELLED, "the caller cancelled the call");
            case SHUTDOWN ->
                maybeDone
                        ? new CallException(
                                Reason.OUTCOME_UNKNOWN,
                                "this node is stopping; the command may or may not be "
                                        + "carried out, repeat it on another node")
                        : new CallException(Reason.SHUTTING_DOWN, "this node is stopping; ask another");
        };
    }
}
