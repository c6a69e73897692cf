package io.arbiter.server.consensus;

/** Too many entries are under way. The entry is definitely not proposed: trying again later is safe. */
public final class LogOverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogOverloadedException(String message, Throwable cause) {
        super(message, cause);
    }
}
