package io.arbiter.client.gate;

import java.time.Duration;

/** Clocks that move only when a test says so, together or apart. */
public final class FakeClock implements ClientClock {
    private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L;
    private volatile long wallNanos = 1_800_000_000_000L * 1_000_000;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long wallMillis() {
        return wallNanos / 1_000_000;
    }

    /** Both clocks go on. */
    public void advance(Duration by) {
        nanos += by.toNanos();
        wallNanos += by.toNanos();
    }

    /** Only the wall clock moves: somebody set it, or the machine was suspended. */
    public void jumpWall(Duration by) {
        wallNanos += by.toNanos();
    }
}
