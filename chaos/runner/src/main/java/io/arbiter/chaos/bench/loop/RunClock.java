package io.arbiter.chaos.bench.loop;

import java.util.function.LongSupplier;

/**
 * True time of a run, nanoseconds: zero until it is started, so that callers who count from their first look count from
 * the start. Thread-safe.
 */
public final class RunClock implements LongSupplier {
    private volatile long startedAt;
    private volatile boolean started;

    public void start() {
        startedAt = System.nanoTime();
        started = true;
    }

    @Override
    public long getAsLong() {
        return started ? System.nanoTime() - startedAt : 0;
    }
}
