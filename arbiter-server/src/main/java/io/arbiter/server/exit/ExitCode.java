package io.arbiter.server.exit;

/**
 * Exit codes of {@code arbiter-server}. Scripts may rely on them.
 *
 * <p>A restart helps after 9, perhaps after 1, and after 3 and 6 once the cause has gone, which it often does by
 * itself: a supervisor should try. After 2, 4, 5, 7 and 8 somebody has to look first. Please report 1 and 8.
 */
public enum ExitCode {
    /** Clean shutdown (SIGTERM, SIGINT), {@code --help}, {@code --check} without mistakes. */
    OK(0, false),
    /** A bug: an unexpected exception. */
    BUG(1, true),
    /** The command line or the configuration is wrong; every mistake was listed. */
    USAGE(2, false),
    /** The start failed: a port is taken, an address does not resolve. */
    START_FAILED(3, true),
    /** This node must not vote with this disk: wiped, foreign, or peers have data it has not. */
    MUST_NOT_VOTE(4, false),
    /** The log or a snapshot on disk is damaged in a way that may cost acknowledged entries. */
    DATA_DAMAGED(5, false),
    /** The data directory cannot be used: in use, no permission, no space. */
    DATA_DIR_UNUSABLE(6, true),
    /** Writing the log failed while running (disk full, I/O error). */
    LOG_FAILED(7, false),
    /** The replicated state failed on a committed entry or snapshot: a bug. */
    STATE_FAILED(8, false),
    /** The consensus library stopped by itself. */
    CONSENSUS_STOPPED(9, true);

    private final int code;

    private final boolean restarted;

    ExitCode(int code, boolean restarted) {
        this.code = code;
        this.restarted = restarted;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }

    /** Whether a supervisor should start the node again by itself. */
    public boolean isRestarted() {
        return restarted;
    }
}
