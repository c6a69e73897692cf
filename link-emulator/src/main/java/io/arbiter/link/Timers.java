package io.arbiter.link;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Alarms, by time. Only for the event loop. */
final class Timers {
    interface Timed {
        /** May come too early or more than once. */
        void wake(long nowNanos);
    }

    private record Alarm(long atNanos, Timed timed) {}

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long LONGEST_MILLIS = 60_000;

    private final long originNanos = System.nanoTime();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong((Alarm alarm) -> alarm.atNanos() - originNanos));

    void schedule(long atNanos, Timed timed) {
        alarms.add(new Alarm(atNanos, timed));
    }

    void wakeDue(long nowNanos) {
        while (!alarms.isEmpty() && alarms.peek().atNanos() - nowNanos <= 0) {
            alarms.remove().timed().wake(nowNanos);
        }
    }

    /** How long to wait for the next alarm, rounded up since nothing may arrive early; 1 to 60,000. */
    long millisToNext(long nowNanos) {
        if (alarms.isEmpty()) {
            return LONGEST_MILLIS;
        }
        long waitNanos = Math.max(1, alarms.peek().atNanos() - nowNanos);
        return Math.min(LONGEST_MILLIS, (waitNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
}
