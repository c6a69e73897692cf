package io.arbiter.server.batch;

import io.arbiter.core.expiry.MonotonicClock;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a leader from granting more tokens a second than a restore reserves (S1, {@code RestoreRule}). How many tokens
 * a command takes is known only when it is applied (a closing session passes on all its leases), so they are counted in
 * arrears: what a second overspent, the following ones pay back. Not thread-safe.
 */
final class TokenBudget {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MonotonicClock clock;
    private final long perSecond;
    private long secondBegan;
    private long spent;

    TokenBudget(MonotonicClock clock, long perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.secondBegan = clock.nanos();
    }

    void spend(long tokens) {
        settle();
        spent += tokens;
    }

    /** How long nothing more may be proposed, in nanoseconds; 0 if something may. */
    long nanosUntilAvailable() {
        settle();
        long overdue = spent / perSecond;
        return overdue == 0 ? 0 : secondBegan + overdue * SECOND - clock.nanos();
    }

    /** Forgets the seconds that have gone by, and what they paid for. */
    private void settle() {
        long seconds = (clock.nanos() - secondBegan) / SECOND;
        if (seconds > 0) {
            secondBegan += seconds * SECOND;
            spent = spent / perSecond < seconds ? 0 : spent - seconds * perSecond;
        }
    }
}
