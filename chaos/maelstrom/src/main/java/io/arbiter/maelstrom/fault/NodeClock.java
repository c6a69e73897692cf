package io.arbiter.maelstrom.fault;

import io.arbiter.core.expiry.MonotonicClock;
import java.util.function.LongSupplier;

/**
 * This node's clocks, which a test can make run wrong: the monotonic one at another rate, the wall clock with an
 * offset. Leases and deadlines are decided by these clocks; the log's library keeps its own time. Thread-safe.
 */
public final class NodeClock implements MonotonicClock {
    private static final long MILLION = 1_000_000;

    private final LongSupplier trueNanos;
    private final LongSupplier trueWallMillis;
    private long sinceTrueNanos;
    private long sinceNanos;
    private long ratePpm;
    private volatile long wallOffsetMillis;

    public NodeClock() {
        this(System::nanoTime, System::currentTimeMillis);
    }

    NodeClock(LongSupplier trueNanos, LongSupplier trueWallMillis) {
        this.trueNanos = trueNanos;
        this.trueWallMillis = trueWallMillis;
        this.sinceTrueNanos = trueNanos.getAsLong();
        this.sinceNanos = sinceTrueNanos;
    }

    @Override
    public synchronized long nanos() {
        return nanosAt(trueNanos.getAsLong());
    }

    private long nanosAt(long now) {
        long passed = now - sinceTrueNanos;
        return sinceNanos + passed + passed / MILLION * ratePpm + passed % MILLION * ratePpm / MILLION;
    }

    public long wallMillis() {
        return trueWallMillis.getAsLong() + wallOffsetMillis;
    }

    /** From now on: nothing jumps but the wall clock. */
    public synchronized void run(long newRatePpm, long newWallOffsetMillis) {
        long now = trueNanos.getAsLong();
        sinceNanos = nanosAt(now);
        sinceTrueNanos = now;
        ratePpm = newRatePpm;
        wallOffsetMillis = newWallOffsetMillis;
    }
}
