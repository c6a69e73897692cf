package io.arbiter.server.service.call;

import io.arbiter.server.batch.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Timeouts of calls. Nearly all are cancelled, so they share one timer, which stays set when its alarm is cancelled: so
 * a caller that sends one call after the other wakes no thread. Thread-safe.
 */
final class TimeoutQueue {
    private final Clocks timing;
    private final TreeMap<Alarm, Runnable> pending = new TreeMap<>();
    private long lastNumber;
    private Alarm set;

    /** A due time; the number distinguishes alarms of the same nanosecond. */
    record Alarm(long nanos, long number) implements Comparable<Alarm> {
        /** Compares by difference, because {@link System#nanoTime} may overflow. */
        @Override
        public int compareTo(Alarm other) {
            long apart = nanos - other.nanos;
            return Long.signum(apart != 0 ? apart : number - other.number);
        }
    }

    TimeoutQueue(Clocks timing) {
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
            timing.timer()
                    .schedule(() -> fire(first), first.nanos() - timing.clock().nanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void fire(Alarm timer) {
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
