package io.arbiter.client.gate;

import java.util.concurrent.TimeUnit;

/**
 * The time at which a request was sent, on both clocks of the sender. Taken <em>before</em> the request is
 * handed to the network: the server counts the holder's silence from a later instant, and so never expires a
 * lease that its holder may use.
 *
 * @param nanos monotonic nanoseconds
 * @param wallMillis wall clock milliseconds
 */
public record SendTime(long nanos, long wallMillis) {

    /** The present instant of that clock. */
    public static SendTime now(ClientClock clock) {
        return new SendTime(clock.nanoTime(), clock.wallMillis());
    }

    /** Nanoseconds since then: the larger of the monotonic and the wall clock's advance. */
    public long elapsedNanos(ClientClock clock) {
        long monotonic = clock.nanoTime() - nanos;
        long wall = TimeUnit.MILLISECONDS.toNanos(clock.wallMillis() - wallMillis);
        return Math.max(monotonic, wall);
    }

    /** Whether this was sent after the other, by the monotonic clock. */
    public boolean isAfter(SendTime other) {
        return nanos - other.nanos > 0;
    }
}
