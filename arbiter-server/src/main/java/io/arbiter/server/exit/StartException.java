package io.arbiter.server.exit;

/** The server cannot start. The message gives the operator the reason and the remedy, and needs no stack trace. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StartException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public StartException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
