package io.arbiter.server.service;

import io.arbiter.server.batch.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What is to happen at a time unless it is cancelled before, as nearly all of it is. One timer is set for all, and is
 * left set when the alarm that it was set for is cancelled: so a caller who sends one call after the other wakes no
 * thread by it. Thread-safe.
 */
final class Alarms {
    private final Timing timing;
    private final TreeMap<Alarm, Runnable> pending = new TreeMap<>();
    private long lastNumber;
    private Alarm set;

    /** When; the number tells apart what is due at the same nanosecond. */
    record Alarm(long nanos, long number) implements Comparable<Alarm> {
        /** As {@link System#nanoTime} has it, which may overflow. */
        @Override
        public int compareTo(Alarm other) {
            long apart = nanos - other.nanos;
            return Long.signum(apart != 0 ? apart : number - other.number);
        }
    }

    Alarms(Timing timing) {
        this.timing = timing;
    }

    /** Runs {@code action} after {@code wait}, on the timer's thread: it must not block. */
    synchronized Alarm after(Duration wait, Runnable action) {
        var alarm = new Alarm(timing.clock().nanos() + wait.toNanos(), ++lastNumber);
        pending.put(alarm, action);
        setTimer();
        return alarm;
    }

    synchronized void cancel(Alarm alarm) {
        pending.remove(alarm);
    }

    private void setTimer() {
        if (!pending.isEmpty() && (set == null || pending.firstKey().compareTo(set) < 0)) {
            Alarm first = pending.firstKey();
            set = first;
            timing.timer().schedule(() -> ring(first), first.nanos() - timing.clock().nanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void ring(Alarm timer) {
        takeDue(timer).forEach(Runnable::run);
    }

    private synchronized List<Runnable> takeDue(Alarm timer) {
        var due = new ArrayList<Runnable>();
        long now = timing.clock().nanos();
        while (!pending.isEmpty() && pending.firstKey().nanos() - now <= 0) {
            due.add(pending.pollFirstEntry().getValue());
        }
        if (timer.equals(set)) {
            set = null;
        }
        setTimer();
        return due;
    }

    synchronized int size() {
        return pending.size();
    }
}
