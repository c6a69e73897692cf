package io.arbiter.client.internal.transport;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** The wait before the next attempt: short while there are nodes left to ask, then doubling up to a second. */
public final class Backoff {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DoubleSupplier random;

    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * Nanoseconds to wait, jittered down to half, so that clients that failed together do not return
     * together.
     *
     * @param attempts how many were made, at least one
     * @param nodesLeft whether another node was not asked yet
     */
    public long nanos(int attempts, boolean nodesLeft) {
        long most = nodesLeft ? FIRST_NANOS : Math.min(MAX_NANOS, FIRST_NANOS << Math.min(attempts, 10));
        return (long) (most * (0.5 + random.getAsDouble() / 2));
    }
}
