package io.arbiter.core.machine;

import java.util.ArrayDeque;
import java.util.TreeSet;

/**
 * The inverses of what several steps have changed so far, newest first. Each step then goes by the one statement of its
 * rule, on the state that the steps before it have made; nothing is foretold, and a refused step leaves no trace.
 *
 * <p>Whoever changes a session or resource announces that first, as to a {@link SnapshotCursor}; the inverses are
 * announced changes too, so that an open cursor is not misled.
 */
final class UndoLog {
    private final State state;
    private final Counters counters;
    private final int leaseCount;
    private final ArrayDeque<Runnable> inverses = new ArrayDeque<>();
    private final TreeSet<String> resources = new TreeSet<>();

    UndoLog(State state) {
        this.state = state;
        this.counters = state.counters;
        this.leaseCount = state.leaseCount();
        state.endings.begin();
    }

    void add(Runnable inverse) {
        inverses.push(inverse);
    }

    /** @param before null if it is about to be added */
    void changing(String name, Resource before) {
        if (resources.add(name)) {
            add(before == null ? () -> state.withdraw(name) : before.inverse());
        }
    }

    void rollBack() {
        inverses.forEach(Runnable::run);
        state.endings.rollBack();
        state.counters = counters;
        state.countLeases(leaseCount - state.leaseCount());
    }
}
