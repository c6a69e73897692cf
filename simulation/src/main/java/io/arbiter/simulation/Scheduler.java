package io.arbiter.simulation;

import java.util.PriorityQueue;

/**
 * Virtual time: an event loop in which nothing happens between events. True time, which no clock in the simulation
 * shows, is {@link #now()} in nanoseconds. Events of one instant run in the order in which they were scheduled.
 */
final class Scheduler {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long now;
    private long scheduled;
    private long executed;

    long now() {
        return now;
    }

    /** How many events have run. */
    long executed() {
        return executed;
    }

    void after(long nanos, Runnable action) {
        queue.add(new Event(now + Math.max(0, nanos), scheduled++, action));
    }

    /** Runs everything that is due up to that instant, which then is now. */
    void runUntil(long nanos) {
        while (!queue.isEmpty() && queue.peek().at <= nanos) {
            Event event = queue.poll();
            now = event.at;
            executed++;
            event.action.run();
        }
        now = nanos;
    }

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }
}
