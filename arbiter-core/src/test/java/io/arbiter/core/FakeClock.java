package io.arbiter.core;

import io.arbiter.core.expiry.MonotonicClock;
import java.time.Duration;

/** A clock that stands still until the test advances it. */
public final class FakeClock implements MonotonicClock {
    private long nanos;

    public FakeClock(long nanos) {
        this.nanos = nanos;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    public void advance(Duration by) {
        nanos += by.toNanos();
    }
}
