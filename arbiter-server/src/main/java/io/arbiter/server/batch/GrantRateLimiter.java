package io.arbiter.server.batch;

import io.arbiter.core.expiry.MonotonicClock;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a leader from granting more tokens a second than a restore reserves (S1, {@code RestoreRule}). The tokens that
 * a command takes are known only when it is applied (a closing session passes on all its leases), so they are counted
 * in arrears: the following seconds pay back the tokens that a second overspent. Not thread-safe.
 */
final class GrantRateLimiter {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MonotonicClock clock;
    private final long perSecond;
    private long secondBegan;
    private long spent;

    GrantRateLimiter(MonotonicClock clock, long perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.secondBegan = clock.nanos();
    }

    void consume(long tokens) {
        refill();
        spent += tokens;
    }

    /** Nanoseconds until the next command may be proposed; 0 if one may be now. */
    long nanosUntilAvailable() {
        refill();
        long overdue = spent / perSecond;
        return overdue == 0 ? 0 : secondBegan + overdue * SECOND - clock.nanos();
    }

    /** Forgets the seconds that have gone by, and the tokens that they paid for. */
    private void refill() {
        long seconds = (clock.nanos() - secondBegan) / SECOND;
        if (seconds > 0) {
            secondBegan += seconds * SECOND;
            spent = spent / perSecond < seconds ? 0 : spent - seconds * perSecond;
        }
    }
}
