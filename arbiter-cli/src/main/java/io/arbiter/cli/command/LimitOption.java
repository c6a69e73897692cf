package io.arbiter.cli.command;

import picocli.CommandLine.Option;

/** How many rows a list has at most. */
public final class LimitOption {
    private static final int PAGE = 1_000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Converters.Positive.class,
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private long limit;

    /** The size of the next page, after so many rows; zero if no more are wanted. */
    public int pageAfter(int rows) {
        return (int) Math.min(PAGE, Math.max(0, limit - rows));
    }
}
