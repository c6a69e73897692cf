package io.arbiter.chaos.check.linear;

import io.arbiter.chaos.check.linear.Timeline.Entry;
import io.arbiter.chaos.check.model.Model;
import io.arbiter.chaos.history.History.Call;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of calls that the model explains. Wing and Gong's search ("Testing and verifying concurrent
 * objects", 1993): take a call that no other returned before, try it, go on, take it back if that leads nowhere. With
 * Lowe's memory of the configurations that led nowhere, and his list from which calls are lifted ("Testing for
 * linearizability", 2016). A call of unknown fate may be placed anywhere after its invocation, or nowhere.
 */
final class Search<S> {
    /** The result. */
    enum Result {
        LINEARIZABLE,
        NOT_LINEARIZABLE,
        OUT_OF_BUDGET
    }

    /** A call that was placed, and the state before it. */
    private record Placed<S>(Entry entry, S before, boolean settled) {}

    private final Model<S> model;
    private final Timeline timeline;
    private final BitSet required = new BitSet();
    private final BitSet optional = new BitSet();
    private final Deque<Placed<S>> placed = new ArrayDeque<>();
    private final Set<Configuration> seen = new HashSet<>();
    private S state;

    private Search(Model<S> model, List<Call> calls) {
        this.model = model;
        this.timeline = new Timeline(calls);
        this.state = model.initial();
    }

    /** @param calls those that the model deems relevant are searched */
    static <S> Result of(Model<S> model, List<Call> calls, Budget budget) {
        return new Search<>(model, model.relevant(calls)).run(budget);
    }

    private Result run(Budget budget) {
        Entry entry = settle(budget);
        while (required.cardinality() < timeline.required()) {
            if (budget.isSpent()) {
                return Result.OUT_OF_BUDGET;
            }
            if (entry.isInvocation()) {
                entry = place(entry, false, budget) ? settle(budget) : entry.next();
            } else {
                Optional<Entry> untried = takeBack();
                if (untried.isEmpty()) {
                    return Result.NOT_LINEARIZABLE;
                }
                entry = untried.get();
            }
        }
        return Result.LINEARIZABLE;
    }

    /**
     * Places at once every read that fits: no order in which it comes later explains more.
     *
     * @return where to go on; the end, if the place with the read is known to lead nowhere
     */
    private Entry settle(Budget budget) {
        Entry entry = timeline.first();
        while (entry.isInvocation()) {
            if (!model.isRead(entry.call()) || !state.equals(model.step(state, entry.call()))) {
                entry = entry.next();
            } else if (place(entry, true, budget)) {
                entry = timeline.first();
            } else {
                return timeline.end();
            }
        }
        return timeline.first();
    }

    private boolean place(Entry entry, boolean settled, Budget budget) {
        S after = model.step(state, entry.call());
        if (after == null || !entry.call().isOk() && after.equals(state)) {
            return false;
        }
        BitSet done = numbers(entry);
        done.set(entry.number());
        if (!seen.add(new Configuration(required, optional, after))) {
            done.clear(entry.number());
            return false;
        }
        budget.spend();
        placed.push(new Placed<>(entry, state, settled));
        timeline.lift(entry);
        state = after;
        return true;
    }

    /** Undoes placements up to the last one that was a choice, and returns the next one to try instead. */
    private Optional<Entry> takeBack() {
        while (!placed.isEmpty()) {
            Placed<S> last = placed.pop();
            state = last.before();
            timeline.putBack(last.entry());
            numbers(last.entry()).clear(last.entry().number());
            if (!last.settled()) {
                return Optional.of(last.entry().next());
            }
        }
        return Optional.empty();
    }

    private BitSet numbers(Entry entry) {
        return entry.call().isOk() ? required : optional;
    }
}
