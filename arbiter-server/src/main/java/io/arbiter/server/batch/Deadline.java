package io.arbiter.server.batch;

import io.arbiter.core.expiry.MonotonicClock;
import java.time.Duration;

/** The instant of one process's monotonic clock at which a caller stops waiting. Immutable. */
public final class Deadline {
    private final MonotonicClock clock;
    private final long nanos;

    private Deadline(MonotonicClock clock, long nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    public static Deadline after(MonotonicClock clock, Duration wait) {
        return new Deadline(clock, clock.nanos() + wait.toNanos());
    }

    public boolean isExpired() {
        return remainingNanos() <= 0;
    }

    /** Nanoseconds left; 0 or less when it has passed. */
    public long remainingNanos() {
        return nanos - clock.nanos();
    }

    /** This deadline, or {@code wait} from now if that comes first. */
    public Deadline atMost(Duration wait) {
        return wait.toNanos() < remainingNanos() ? after(clock, wait) : this;
    }
}
