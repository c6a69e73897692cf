package io.arbiter.simulation.time;

import java.util.PriorityQueue;

/**
 * Virtual time: an event loop in which nothing happens between events. True time, which no clock in the simulation
 * shows, is {@link #now()} in nanoseconds. Events of one instant run in the order in which they were scheduled.
 */
public final class Scheduler {
    public static final long MILLI = 1_000_000;
    public static final long SECOND = 1_000 * MILLI;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long now;
    private long scheduled;
    private long executed;

    public long now() {
        return now;
    }

    /** Number of events that have run. */
    public long executed() {
        return executed;
    }

    public void after(long nanos, Runnable action) {
        queue.add(new Event(now + Math.max(0, nanos), scheduled++, action));
    }

    /** Runs all events that are due up to that instant, and advances to it. */
    public void runUntil(long nanos) {
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
