package io.arbiter.cli.cluster;

import java.time.Duration;

/** Raises the rest of a time limit to the least that the library accepts. */
public final class TimeLimit {
    private static final Duration LEAST = Duration.ofMillis(10);

    private TimeLimit() {}

    public static Duration usable(Duration limit) {
        return limit.compareTo(LEAST) < 0 ? LEAST : limit;
    }
}
