package io.arbiter.client.gate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Open only while the session's leases are provably valid on this machine's clocks.
 *
 * <p><b>Not promised:</b> that a write started while the gate was open reaches the storage before it closes.
 * A process can be stopped between the check and the write; only a guard at the storage, which checks the
 * fencing token, excludes that.
 *
 * <p><b>Promised:</b> while the gate is open no other session is granted the lease, if clock rates differ by
 * at most the drift bound ρ. The deadline is the <em>send</em> time of the newest acknowledged renewal +
 * TTL·(1−ρ); the server waits TTL·(1+ρ) from the time it applied that renewal, which is later. Time elapsed
 * is the larger of the monotonic and the wall clock's advance, from each look at the clocks to the next
 * ({@link ElapsedTime}):
 * <ul>
 *   <li>a suspended machine, whose monotonic clock stood still, finds the gate closed by the wall clock;
 *   <li>a wall clock that jumps forward closes the gate early, which is safe; the next renewal opens it
 *   again;
 *   <li>a wall clock that jumps back extends nothing: the monotonic advance counts, a gate once found closed
 *   stays closed until a newer renewal, and a suspend before or after the jump counts in full, if the
 *   clocks were looked at in between: call {@link #observe()} now and then.
 * </ul>
 *
 * <p>Thread-safe. {@link #isOpen()} takes no lock, allocates nothing, and reads one volatile field.
 */
public final class Gate {
    private static final long PPM = 1_000_000;
    private static final long MAX_TTL_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final AtomicReferenceFieldUpdater<Gate, GateDeadline> DEADLINE =
            AtomicReferenceFieldUpdater.newUpdater(Gate.class, GateDeadline.class, "deadline");

    private final ElapsedTime time;
    private final long safeNanos;
    private volatile GateDeadline deadline = GateDeadline.NONE;

    /**
     * A closed gate; the first acknowledged renewal opens it.
     *
     * @param ttl the session's time to live, above zero and at most one hour
     * @param driftBoundPpm how far clock rates may differ, in parts per million, 0 to 100,000
     */
    public Gate(ClientClock clock, Duration ttl, int driftBoundPpm) {
        this(new ElapsedTime(clock), ttl, driftBoundPpm);
    }

    /**
     * As {@link #Gate(ClientClock, Duration, int)}, by a time that started to count before the session was
     * requested: steps of the wall clock seen since then count too.
     */
    public Gate(ElapsedTime time, Duration ttl, int driftBoundPpm) {
        if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(Duration.ofNanos(MAX_TTL_NANOS)) > 0) {
            throw new IllegalArgumentException("ttl is " + ttl + ", expected above zero and at most one hour");
        }
        if (driftBoundPpm < 0 || driftBoundPpm > 100_000) {
            throw new IllegalArgumentException("driftBoundPpm is " + driftBoundPpm + ", expected 0 to 100000");
        }
        this.time = time;
        this.safeNanos = ttl.toNanos() * (PPM - driftBoundPpm) / PPM;
    }

    /**
     * The arbiter acknowledged a renewal (or the opening of the session) that was sent at that time. An
     * acknowledgement that comes late, after that of a newer renewal, changes nothing.
     *
     * @return whether the deadline moved
     */
    public boolean renewed(SendTime sentAt) {
        if (sentAt.nanos() - time.clock().nanoTime() > 0) {
            throw new IllegalArgumentException("sentAt lies ahead of this gate's clock: take it from the same clock");
        }
        time.nanos();
        GateDeadline next = GateDeadline.after(sentAt, time.nanosAt(sentAt) + safeNanos);
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
        long left = seen.leftNanos(time);
        if (left > 0) {
            return left;
        }
        if (!seen.isExpired()) {
            DEADLINE.compareAndSet(this, seen, seen.expired(time));
        }
        return 0;
    }

    /** The time that the gate stays open unless it is renewed; zero if it is closed. */
    public Duration timeRemaining() {
        return Duration.ofNanos(leftNanos());
    }

    /** The whole safe time after a renewal: TTL·(1−ρ). */
    public Duration safeTime() {
        return Duration.ofNanos(safeNanos);
    }

    /** The part of the safe time that is left, in three steps. */
    public GateState state() {
        long left = leftNanos();
        if (left == 0) {
            return GateState.CLOSED;
        }
        return left < safeNanos / 3 ? GateState.AT_RISK : GateState.HELD;
    }

    /** Nanoseconds until {@link #state()} changes next if nothing is renewed; 0 if it is closed. */
    public long nanosToNextState() {
        long left = leftNanos();
        return left >= safeNanos / 3 ? left - safeNanos / 3 + 1 : left;
    }

    /**
     * Looks at the clocks, as each check does: a suspend counts in full only if the wall clock is not set back
     * between it and the look before, or the look after. Call it a few times per TTL at least.
     */
    public void observe() {
        time.nanos();
    }

    /**
     * Whether {@link #state()} would be better if the monotonic clock alone counted: the wall clock was set
     * forward, or the machine was suspended. Of a closed gate: when it closed.
     */
    public boolean isShortByWallClock() {
        long left = leftNanos();
        if (left == 0) {
            return deadline.isClosedByWallClock();
        }
        long lead = deadline.wallLeadNanos(time);
        return left < safeNanos / 3 && lead > ElapsedTime.JUMP_NANOS && left + lead >= safeNanos / 3;
    }

    /** The part of the time since the newest acknowledged renewal's send that only the wall clock has shown. */
    public Duration wallLead() {
        return Duration.ofNanos(Math.max(0, deadline.wallLeadNanos(time)));
    }

    /** Whether it was closed by {@link #close()}. */
    public boolean isClosedForGood() {
        return deadline == GateDeadline.CLOSED;
    }

    /** Closes the gate for good: no renewal opens it again. */
    public void close() {
        deadline = GateDeadline.CLOSED;
    }
}
