package io.arbiter.server.exit;

/**
 * Exit codes of {@code arbiter-server}. Scripts may rely on them.
 *
 * <table>
 * <caption>What to do</caption>
 * <tr><th>code</th><th>meaning</th><th>a restart helps</th></tr>
 * <tr><td>0</td><td>clean shutdown (SIGTERM, SIGINT), {@code --help}, {@code --check} without mistakes</td><td>-</td></tr>
 * <tr><td>1</td><td>a bug: an exception nobody expected</td><td>perhaps; report it</td></tr>
 * <tr><td>2</td><td>the command line or the configuration is wrong; every mistake was listed</td><td>no</td></tr>
 * <tr><td>3</td><td>start failed: a port is taken, an address does not resolve</td><td>when mended</td></tr>
 * <tr><td>4</td><td>this node must not vote with this disk: wiped, foreign, or peers have data it has not</td><td>no</td></tr>
 * <tr><td>5</td><td>the log or a snapshot on disk is damaged in a way that may cost acknowledged entries</td><td>no</td></tr>
 * <tr><td>6</td><td>the data directory cannot be used: in use, no permission, no space</td><td>when mended</td></tr>
 * <tr><td>7</td><td>writing the log failed while running (disk full, I/O error)</td><td>when mended</td></tr>
 * <tr><td>8</td><td>the replicated state failed on a committed entry or snapshot: a bug</td><td>no; report it</td></tr>
 * <tr><td>9</td><td>the consensus library stopped by itself</td><td>yes</td></tr>
 * </table>
 */
public enum ExitCode {
    OK(0),
    BUG(1),
    USAGE(2),
    START_FAILED(3),
    MUST_NOT_VOTE(4),
    DATA_DAMAGED(5),
    DATA_DIR_UNUSABLE(6),
    LOG_FAILED(7),
    STATE_FAILED(8),
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
