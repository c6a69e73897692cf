package io.arbiter.server.exit;

/**
 * Exit codes of {@code arbiter-server}. Scripts may rely on them.
 *
 * <p>A restart helps after 9; after 3, 6 and 7 once the cause is mended; perhaps after 1. It does not after 2, 4, 5
 * and 8. Please report 1 and 8.
 */
public enum ExitCode {
    /** Clean shutdown (SIGTERM, SIGINT), {@code --help}, {@code --check} without mistakes. */
    OK(0),
    /** A bug: an exception nobody expected. */
    BUG(1),
    /** The command line or the configuration is wrong; every mistake was listed. */
    USAGE(2),
    /** The start failed: a port is taken, an address does not resolve. */
    START_FAILED(3),
    /** This node must not vote with this disk: wiped, foreign, or peers have data it has not. */
    MUST_NOT_VOTE(4),
    /** The log or a snapshot on disk is damaged in a way that may cost acknowledged entries. */
    DATA_DAMAGED(5),
    /** The data directory cannot be used: in use, no permission, no space. */
    DATA_DIR_UNUSABLE(6),
    /** Writing the log failed while running (disk full, I/O error). */
    LOG_FAILED(7),
    /** The replicated state failed on a committed entry or snapshot: a bug. */
    STATE_FAILED(8),
    /** The consensus library stopped by itself. */
    CONSENSUS_STOPPED(9);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }
}
