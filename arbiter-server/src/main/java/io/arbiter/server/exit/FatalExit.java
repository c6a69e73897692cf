package io.arbiter.server.exit;

/**
 * Ends the process when a replica cannot go on. Called from any thread, perhaps with locks held; the production one
 * ({@link ProcessHalt}) does not return.
 */
@FunctionalInterface
public interface FatalExit {
    /**
     * @param reason one line: the failure, and the remedy for the operator
     * @param cause may be null
     */
    void exit(ExitCode code, String reason, Throwable cause);
}
