package io.arbiter.client.gate;

/**
 * One immutable deadline: when a gate closes after one acknowledged renewal.
 *
 * <p>It carries its own expired twins, so a gate that finds the deadline passed can latch this without
 * allocating.
 */
final class GateDeadline {
    /** Before the first acknowledgement: closed. */
    static final GateDeadline NONE = new GateDeadline(null, 0, false, null, null);
    /** Closed for good. */
    static final GateDeadline CLOSED = new GateDeadline(null, 0, false, null, null);

    /** The newest acknowledged send; null before the first. Decides which acknowledgement is newer. */
    private final SendTime sentAt;

    private final long closesAtNanos;
    private final boolean closedByWallClock;
    /** Null if this is expired itself. */
    private final GateDeadline bySilence;

    private final GateDeadline byWallClock;

    private GateDeadline(
            SendTime sentAt,
            long closesAtNanos,
            boolean closedByWallClock,
            GateDeadline bySilence,
            GateDeadline byWallClock) {
        this.sentAt = sentAt;
        this.closesAtNanos = closesAtNanos;
        this.closedByWallClock = closedByWallClock;
        this.bySilence = bySilence;
        this.byWallClock = byWallClock;
    }

    /** @param closesAtNanos by {@link ElapsedTime} */
    static GateDeadline after(SendTime sentAt, long closesAtNanos) {
        return new GateDeadline(
                sentAt,
                closesAtNanos,
                false,
                new GateDeadline(sentAt, closesAtNanos, false, null, null),
                new GateDeadline(sentAt, closesAtNanos, true, null, null));
    }

    /** Nanoseconds left; zero or less if it has passed. */
    long leftNanos(ElapsedTime time) {
        return isExpired() ? 0 : closesAtNanos - time.nanos();
    }

    /** Whether an acknowledgement of that send moves the deadline. */
    boolean yieldsTo(SendTime other) {
        return this != CLOSED && (sentAt == null || other.isAfter(sentAt));
    }

    boolean isExpired() {
        return bySilence == null;
    }

    /** It has passed. Would it have, or all but, if the monotonic clock alone counted? */
    GateDeadline expired(ElapsedTime time) {
        long left = closesAtNanos - (time.nanos() - time.wallLeadNanos(sentAt));
        return left > ElapsedTime.JUMP_NANOS ? byWallClock : bySilence;
    }

    boolean isClosedByWallClock() {
        return closedByWallClock;
    }

    /** The part of the time since the send that only the wall clock has shown; 0 before the first. */
    long wallLeadNanos(ElapsedTime time) {
        return sentAt == null ? 0 : time.wallLeadNanos(sentAt);
    }
}
