package io.arbiter.client.gate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Measures the time that has passed on one machine, suspends included, by two clocks of which either may be
 * wrong.
 *
 * <p>Between two looks, time is the larger of the monotonic and the wall clock's advance. Whenever a look finds
 * that the two have moved apart, in either direction, the time passed so far is kept and counting starts again
 * from there. So a wall clock that is set back cancels no suspend seen before, and hides none that comes after;
 * it would if both were counted from the same reading.
 *
 * <p><b>Not promised:</b> that a suspend is seen in full if the wall clock is set back between it and the look
 * before, or between it and the look after. Then neither clock tells how long it was. So look often: each check
 * of a gate is a look.
 *
 * <p>Thread-safe. A look takes no lock, and allocates only when the clocks have moved apart.
 */
public final class ElapsedTime {
    /** Wall clocks are read in milliseconds and slewed: only more than this is a step or a suspend. */
    static final long JUMP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A step of the wall clock counts for no more: sums of steps must not overflow between two renewals. */
    private static final long MAX_STEP_NANOS = TimeUnit.DAYS.toNanos(1_000);

    private static final int MAX_READINGS = 8;
    private static final AtomicReferenceFieldUpdater<ElapsedTime, ClockMark> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(ElapsedTime.class, ClockMark.class, "newest");

    private final ClientClock clock;
    private volatile ClockMark newest;

    /** Starts to count now. */
    public ElapsedTime(ClientClock clock) {
        if (clock == null) {
            throw new IllegalArgumentException("clock is missing: give ClientClock.system() or a test clock");
        }
        this.clock = clock;
        this.newest = new ClockMark(SendTime.now(clock), 0, null);
    }

    /** The clocks that it reads. */
    public ClientClock clock() {
        return clock;
    }

    /** Looks at the clocks. @return nanoseconds since it started; compare by subtraction */
    public long nanos() {
        ClockMark mark = newest;
        long monotonic = clock.nanoTime() - mark.nanos();
        long wall = wallNanos(clock.wallMillis() - mark.wallMillis());
        if (Math.abs(wall - monotonic) > JUMP_NANOS) {
            return keep();
        }
        return mark.elapsedNanos() + Math.max(monotonic, wall);
    }

    /**
     * The value of {@link #nanos()} at that instant, which lies behind the latest look; or less. Never so late that
     * less would have passed since then than by the monotonic clock, because the wall clock may have stood ahead for
     * that instant alone, and been set back before the next look.
     */
    long nanosAt(SendTime instant) {
        long marked = markedAt(instant);
        long latest = nanos() - (clock.nanoTime() - instant.nanos());
        return marked - latest > 0 ? latest : marked;
    }

    /** A mark of the very same nanosecond counts as later: the monotonic clock may have stood still in between. */
    private long markedAt(SendTime instant) {
        ClockMark mark = newest;
        while (mark.previous() != null && mark.nanos() - instant.nanos() >= 0) {
            mark = mark.previous();
        }
        return mark.nanos() - instant.nanos() >= 0 ? before(mark, instant) : after(mark, instant);
    }

    /** The part of the time since then that only the wall clock has shown: steps forward and suspends. */
    long wallLeadNanos(SendTime since) {
        return nanos() - nanosAt(since) - (clock.nanoTime() - since.nanos());
    }

    private long keep() {
        while (true) {
            ClockMark seen = newest;
            SendTime now = together();
            long monotonic = now.nanos() - seen.nanos();
            long wall = wallNanos(now.wallMillis() - seen.wallMillis());
            long elapsed = after(seen, now);
            boolean apart = Math.abs(wall - monotonic) > JUMP_NANOS;
            if (!apart || NEWEST.compareAndSet(this, seen, seen.next(now, elapsed))) {
                return elapsed;
            }
        }
    }

    /** Both clocks at one instant: a thread that is kept waiting between the two sees a step where none was. */
    private SendTime together() {
        for (int i = 0; i < MAX_READINGS; i++) {
            SendTime now = SendTime.now(clock);
            if (clock.nanoTime() - now.nanos() < JUMP_NANOS / 10) {
                return now;
            }
        }
        return SendTime.now(clock);
    }

    private static long after(ClockMark mark, SendTime now) {
        long monotonic = now.nanos() - mark.nanos();
        return mark.elapsedNanos() + Math.max(monotonic, wallNanos(now.wallMillis() - mark.wallMillis()));
    }

    /** Of an instant before all that is remembered. If anything was forgotten, it counts as long ago. */
    private static long before(ClockMark oldest, SendTime instant) {
        long monotonic = oldest.nanos() - instant.nanos();
        long wall = wallNanos(oldest.wallMillis() - instant.wallMillis());
        return oldest.elapsedNanos() - (oldest.isFirst() ? Math.max(monotonic, wall) : MAX_STEP_NANOS);
    }

    private static long wallNanos(long millis) {
        return Math.max(-MAX_STEP_NANOS, Math.min(MAX_STEP_NANOS, TimeUnit.MILLISECONDS.toNanos(millis)));
    }
}
