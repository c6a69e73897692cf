package io.arbiter.client.gate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Open only while the session's leases are provably valid on this machine's clocks.
 *
 * <p><b>Not promised:</b> that a write begun while the gate was open reaches the storage before it closes. A
 * process can be stopped between the check and the write; only a guard at the storage, which checks the
 * fencing token, excludes that.
 *
 * <p><b>Promised:</b> while the gate is open no other session is granted the lease, if clock rates differ by
 * at most the drift bound ρ. The deadline is the <em>send</em> time of the newest acknowledged renewal +
 * TTL·(1−ρ); the server waits TTL·(1+ρ) from the time it applied that renewal, which is later. Time elapsed
 * is the larger of the monotonic and the wall clock's advance:
 * <ul>
 *   <li>a suspended machine, whose monotonic clock stood still, finds the gate closed by the wall clock;
 *   <li>a wall clock that jumps forward closes the gate early, which is safe; the next renewal opens it
 *   again;
 *   <li>a wall clock that jumps back extends nothing: the monotonic advance counts, a gate once found closed
 *   stays
 *       closed until a newer renewal, and {@link #observe()} keeps an advance that was seen once.
 * </ul>
 *
 * <p>Thread-safe. {@link #isOpen()} takes no lock, allocates nothing, and reads one volatile field.
 */
public final class Gate {
    private static final long PPM = 1_000_000;
    private static final long MAX_TTL_NANOS = TimeUnit.HOURS.toNanos(1);
    /** Wall clocks are read in milliseconds and slewed: only a larger lead is a jump worth keeping. */
    private static final long JUMP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final AtomicReferenceFieldUpdater<Gate, GateDeadline> DEADLINE =
            AtomicReferenceFieldUpdater.newUpdater(Gate.class, GateDeadline.class, "deadline");

    private final ClientClock clock;
    private final long safeNanos;
    private volatile GateDeadline deadline = GateDeadline.NONE;

    /**
     * A closed gate; the first acknowledged renewal opens it.
     *
     * @param ttl the session's time to live, above zero and at most one hour
     * @param driftBoundPpm how far clock rates may differ, in parts per million, 0 to 100,000
     */
    public Gate(ClientClock clock, Duration ttl, int driftBoundPpm) {
        if (clock == null) {
            throw new IllegalArgumentException("clock is missing: give ClientClock.system() or a test clock");
        }
        if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(Duration.ofNanos(MAX_TTL_NANOS)) > 0) {
            throw new IllegalArgumentException("ttl is " + ttl
                    + ", expected above zero and at most one hour");
        }
        if (driftBoundPpm < 0 || driftBoundPpm > 100_000) {
            throw new IllegalArgumentException("driftBoundPpm is " + driftBoundPpm
                    + ", expected 0 to 100000");
        }
        this.clock = clock;
        this.safeNanos = ttl.toNanos() * (PPM - driftBoundPpm) / PPM;
    }

    /**
     * The arbiter acknowledged a renewal (or the opening of the session) that was sent at that time. An
     * acknowledgement that comes late, after that of a newer renewal, changes nothing.
     *
     * @return whether the deadline moved
     */
    public boolean renewed(SendTime sentAt) {
        if (sentAt.nanos() - clock.nanoTime() > 0) {
            throw new IllegalArgumentException(
                    "sentAt lies ahead of this gate's clock: take it from the same clock");
        }
        GateDeadline next = GateDeadline.after(sentAt, safeNanos);
        GateDeadline seen;
        do {
            seen = deadline;
            if (!seen.yieldsTo(sentAt)) {
                return false;
            }
        } while (!DEADLINE.compareAndSet(this, seen, next));
        return true;
    }

    /** Whether the holder may act now. Closes by itself when the deadline passes. */
    public boolean isOpen() {
        return leftNanos() > 0;
    }

    /** Nanoseconds until the gate closes unless it is renewed; 0 if it is closed. */
    public long leftNanos() {
        GateDeadline seen = deadline;
        long left = seen.leftNanos(clock);
        if (left > 0) {
            return left;
        }
        if (!seen.isExpired()) {
            DEADLINE.compareAndSet(this, seen, seen.expired());
        }
        return 0;
    }

    /** How long the gate stays open unless it is renewed; zero if it is closed. */
    public Duration safeFor() {
        return Duration.ofNanos(leftNanos());
    }

    /** The whole safe time after a renewal: TTL·(1−ρ). */
    public Duration safeTime() {
        return Duration.ofNanos(safeNanos);
    }

    /** How much of the safe time is left, in three steps. */
    public GateState state() {
        long left = leftNanos();
        if (left == 0) {
            return GateState.LOST;
        }
        return left < safeNanos / 3 ? GateState.AT_RISK : GateState.HELD;
    }

    /** When {@link #state()} changes next if nothing is renewed: nanoseconds from now; 0 if it is closed. */
    public long nanosToNextState() {
        long left = leftNanos();
        return left >= safeNanos / 3 ? left - safeNanos / 3 + 1 : left;
    }

    /**
     * Looks at the clocks and keeps what it sees: a lead of the wall clock (a suspend) that shows now still
     * counts if the wall clock is set back later. Call it now and then, e.g. a few times per TTL.
     */
    public void observe() {
        GateDeadline seen = deadline;
        if (seen.isExpired()) {
            return;
        }
        SendTime now = SendTime.now(clock);
        if (seen.wallLeadNanos(now) > JUMP_NANOS) {
            DEADLINE.compareAndSet(this, seen, seen.seenAt(now, seen.leftNanos(clock)));
        }
    }

    /** Closes the gate for good: no renewal opens it again. */
    public void close() {
        deadline = GateDeadline.CLOSED;
    }
}
