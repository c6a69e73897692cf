package io.arbiter.chaos.arguments;

import io.arbiter.chaos.check.Verdict.Validity;

/** Exit codes of the commands. */
public final class ExitStatus {
    public static final int VALID = 0;
    public static final int VIOLATION = 1;
    public static final int USAGE = 2;
    public static final int UNKNOWN = 3;
    public static final int NODE_FAILURE = 4;
    public static final int BENCH_FAILURE = 5;

    /** For {@code --help}. */
    public static final String HELP = "%nExit codes: 0 valid; 1 a violation; 2 wrong usage; 3 not known: a checker ran"
            + " out of its budget, or too little got through; 4 a node did not start, ended by itself, or did not keep"
            + " to the protocol; 5 the bench itself failed.";

    private ExitStatus() {}

    public static int of(Validity validity) {
        return switch (validity) {
            case VALID -> VALID;
            case INVALID -> VIOLATION;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
