package io.arbiter.cli;

import java.time.Duration;

/** What is left of a time limit, by the monotonic clock. */
final class Countdown {
    private final long startNanos = System.nanoTime();
    private final Duration limit;

    Countdown(Duration limit) {
        this.limit = limit;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Never negative. */
    Duration remaining() {
        Duration left = limit.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    Duration atLeast(long millis) {
        Duration left = remaining();
        return left.toMillis() < millis ? Duration.ofMillis(millis) : left;
    }
}
