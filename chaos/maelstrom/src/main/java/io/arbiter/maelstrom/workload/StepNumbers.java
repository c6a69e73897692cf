package io.arbiter.maelstrom.workload;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Numbers of one session's calls with steps. None is given out that is {@link #WINDOW} or more above one in flight,
 * because its answer would push that one's out of the session's memory. Thread-safe.
 */
final class StepNumbers {
    static final int WINDOW = 32;

    private final TreeSet<Long> inFlight = new TreeSet<>();
    private final Queue<CompletableFuture<Long>> waiting = new ArrayDeque<>();
    private long last;

    /** The next number, once it may be used; {@link #end} it, however the call ends. */
    CompletableFuture<Long> begin() {
        var number = new CompletableFuture<Long>();
        synchronized (this) {
            waiting.add(number);
        }
        giveOut();
        return number;
    }

    void end(long number) {
        synchronized (this) {
            inFlight.remove(number);
        }
        giveOut();
    }

    private void giveOut() {
        var next = next();
        while (next != null) {
            next.run();
            next = next();
        }
    }

    /** What completes the next in line, outside of the lock; null if it has to wait. */
    private synchronized Runnable next() {
        if (waiting.isEmpty() || !inFlight.isEmpty() && last + 1 - inFlight.first() >= WINDOW) {
            return null;
        }
        long number = ++last;
        inFlight.add(number);
        CompletableFuture<Long> first = waiting.remove();
        return () -> first.complete(number);
    }
}
