package io.arbiter.cli.base;

/**
 * The end of a command, for scripts. The numbers are part of the interface: they never change their meaning.
 *
 * <p>The codes of {@code arbiter run} are high, where {@code timeout(1)}, {@code env(1)} and shells have
 * theirs, because the low ones belong to the command that it runs.
 */
public enum ExitCode {
    OK(0, "done"),
    REFUSED(1, "refused, and nothing was changed: a stale token, a held lease, a limit, a confirmation " + "denied"),
    USAGE(2, "the command line or a value in it is malformed; nothing was sent or nothing was changed"),
    NOT_FOUND(3, "the session, lease or record that was named does not exist"),
    UNAVAILABLE(4, "no endpoint answered, no leader is known, or a majority is missing; nothing was changed"),
    TIMED_OUT(5, "time ran out; nothing was changed, or the message says what stands"),
    OUTCOME_UNKNOWN(6, "it may or may not have been done: look before you repeat it"),
    OUTPUT_LOST(7, "it was done, but what it answered could not be written to standard output"),
    DENIED(
            8,
            "a certificate is missing, expired or not accepted by the other side, or does not allow this; nothing was "
                    + "changed"),
    LEASE_LOST(123, "run: the lease was lost or given up while CMD ran; CMD's process group was killed"),
    NOT_ACQUIRED(124, "run: the lease was held, refused or not granted in time; CMD was not started"),
    RUN_FAILED(125, "run: arbiter itself failed; the message says whether CMD was started"),
    NOT_EXECUTABLE(126, "run: CMD was found but cannot be executed; the lease was not asked for"),
    CMD_NOT_FOUND(127, "run: CMD was not found; the lease was not asked for"),
    SIGNALLED(128, "run: 128+N means that CMD ended by signal N"),
    INTERNAL(70, "a bug in arbiter: repeat with ARBITER_DEBUG=1 for the stack trace, and report it");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The process's exit status, 0..255. */
    public int number() {
        return number;
    }

    /** One sentence for {@code arbiter help exit-codes} and docs/cli.md. */
    public String meaning() {
        return meaning;
    }
}
