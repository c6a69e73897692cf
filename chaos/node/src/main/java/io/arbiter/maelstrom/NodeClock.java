package io.arbiter.maelstrom;

import io.arbiter.core.expiry.MonotonicClock;

/**
 * This node's clocks, which a test can make run wrong: the monotonic one at another rate, the wall clock with an offset.
 * What decides leases and deadlines is read here; the log's library keeps its own time. Thread-safe.
 */
public final class NodeClock implements MonotonicClock {
    private static final double MILLION = 1e6;

    private long sinceTrueNanos = System.nanoTime();
    private long sinceNanos = sinceTrueNanos;
    private double rate = 1;
    private volatile long wallOffsetMillis;

    @Override
    public synchronized long nanos() {
        return nanosAt(System.nanoTime());
    }

    private long nanosAt(long trueNanos) {
        return sinceNanos + (long) (rate * (trueNanos - sinceTrueNanos));
    }

    public long wallMillis() {
        return System.currentTimeMillis() + wallOffsetMillis;
    }

    /** From now on: nothing jumps but the wall clock. */
    public synchronized void run(long ratePpm, long newWallOffsetMillis) {
        long trueNanos = System.nanoTime();
        sinceNanos = nanosAt(trueNanos);
        sinceTrueNanos = trueNanos;
        rate = 1 + ratePpm / MILLION;
        wallOffsetMillis = newWallOffsetMillis;
    }
}
