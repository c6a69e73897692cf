package io.arbiter.maelstrom.wire;

/** Maelstrom's error codes that this node answers with. */
public enum ErrorCode {
    TIMEOUT(0, false),
    NODE_NOT_FOUND(1, true),
    NOT_SUPPORTED(10, true),
    TEMPORARILY_UNAVAILABLE(11, true),
    MALFORMED_REQUEST(12, true),
    CRASH(13, false),
    ABORT(14, true),
    KEY_DOES_NOT_EXIST(20, true),
    PRECONDITION_FAILED(22, true),
    TXN_CONFLICT(30, true);

    private final int number;
    private final boolean definite;

    ErrorCode(int number, boolean definite) {
        this.number = number;
        this.definite = definite;
    }

    public int number() {
        return number;
    }

    /** Whether it says that the request was not carried out, and never will be. */
    public boolean definite() {
        return definite;
    }
}
