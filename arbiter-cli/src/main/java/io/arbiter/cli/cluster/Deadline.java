package io.arbiter.cli.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The rest of a time limit, by the monotonic clock. */
public final class Deadline {
    private final long startNanos = System.nanoTime();
    private final Duration limit;

    public Deadline(Duration limit) {
        this.limit = limit;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Never negative. */
    public Duration remaining() {
        Duration left = limit.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Sleeps for so long, or for what is left. */
    public void pause(Duration atMost) {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(atMost.toMillis(), remaining().toMillis()));
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }
}
