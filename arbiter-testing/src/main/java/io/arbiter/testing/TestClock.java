package io.arbiter.testing;

import io.arbiter.client.gate.ClientClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clocks of a test's arbiter and of its clients: this machine's, put forward by the time that a test has let pass.
 * They are one clock, so they cannot drift apart; a client with another clock than its arbiter's could rely on a lease
 * that has expired. Thread-safe; a reading allocates nothing.
 */
public final class TestClock implements ClientClock {
    private final AtomicLong aheadNanos = new AtomicLong();

    TestClock() {}

    @Override
    public long nanoTime() {
        return System.nanoTime() + aheadNanos.get();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(aheadNanos.get());
    }

    /** The lead of the clocks over this machine's. */
    public Duration ahead() {
        return Duration.ofNanos(aheadNanos.get());
    }

    void advance(Duration time) {
        aheadNanos.addAndGet(time.toNanos());
    }
}
