package io.arbiter.maelstrom.workload;

import io.arbiter.server.failure.Reason;

/** A call of the service failed permanently. */
final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean inDoubt;

    /** @param inDoubt whether the call may have been carried out, or may yet be */
    CallFailedException(Reason reason, boolean inDoubt, String text) {
        super(text, null, false, false);
        this.reason = reason;
        this.inDoubt = inDoubt;
    }

    Reason reason() {
        return reason;
    }

    boolean inDoubt() {
        return inDoubt;
    }
}
