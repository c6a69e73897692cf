package io.arbiter.server.consensus;

/** The entry entered this node's log, and nobody can tell yet whether it will be committed. */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
