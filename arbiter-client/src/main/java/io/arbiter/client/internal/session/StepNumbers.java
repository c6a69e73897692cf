package io.arbiter.client.internal.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Numbers of one session's calls with steps. None is given out that is {@link #WINDOW} or more above one in flight: the
 * arbiter remembers that many answers, and the one in flight could be asked for again. Confined to the loop.
 */
final class StepNumbers {
    static final int WINDOW = 32;

    private final TreeSet<Long> inFlight = new TreeSet<>();
    private final Queue<LongConsumer> waiting = new ArrayDeque<>();
    private long last;

    /** Passes the next number once it may be used; {@link #end} it, however the call ends. */
    void begin(LongConsumer call) {
        waiting.add(call);
        giveOut();
    }

    void end(long number) {
        inFlight.remove(number);
        giveOut();
    }

    private void giveOut() {
        while (!waiting.isEmpty() && (inFlight.isEmpty() || last + 1 - inFlight.first() < WINDOW)) {
            inFlight.add(++last);
            waiting.remove().accept(last);
        }
    }
}
