package io.arbiter.client.gate;

import java.util.concurrent.TimeUnit;

/**
 * One immutable deadline: what was left of the safe time at one reading of the clocks.
 *
 * <p>It carries its own expired twin, so that a gate that finds it passed can latch that without allocating.
 */
final class GateDeadline {
    /** Before the first acknowledgement: closed. */
    static final GateDeadline NONE = new GateDeadline(null, null, 0, null);
    /** Closed for good. */
    static final GateDeadline CLOSED = new GateDeadline(null, null, 0, null);

    /** The newest acknowledged send; null before the first. Decides which acknowledgement is newer. */
    private final SendTime sentAt;
    /** Where {@link #leftNanos} is counted from: the send, or a later look at the clocks. */
    private final SendTime reading;
    private final long leftNanos;
    /** Null if this is expired itself. */
    private final GateDeadline expired;

    private GateDeadline(SendTime sentAt, SendTime reading, long leftNanos, GateDeadline expired) {
        this.sentAt = sentAt;
        this.reading = reading;
        this.leftNanos = leftNanos;
        this.expired = expired;
    }

    static GateDeadline after(SendTime sentAt, long safeNanos) {
        return new GateDeadline(sentAt, sentAt, safeNanos, new GateDeadline(sentAt, null, 0, null));
    }

    /** The same deadline, told from a later reading of the clocks. */
    GateDeadline seenAt(SendTime now, long nowLeftNanos) {
        return new GateDeadline(sentAt, now, nowLeftNanos, expired);
    }

    /** Nanoseconds left; zero or less if it has passed. */
    long leftNanos(ClientClock clock) {
        return expired == null ? 0 : leftNanos - reading.elapsedNanos(clock);
    }

    /** By how much the wall clock ran ahead of the monotonic one since the reading: a suspend or a jump. */
    long wallLeadNanos(SendTime now) {
        long wall = TimeUnit.MILLISECONDS.toNanos(now.wallMillis() - reading.wallMillis());
        return wall - (now.nanos() - reading.nanos());
    }

    /** Whether an acknowledgement of that send moves the deadline. */
    boolean yieldsTo(SendTime other) {
        return this != CLOSED && (sentAt == null || other.isAfter(sentAt));
    }

    boolean isExpired() {
        return expired == null;
    }

    GateDeadline expired() {
        return expired;
    }
}
