package io.arbiter.chaos.check.model;

import io.arbiter.chaos.history.History.Call;
import java.util.List;

/**
 * One object of a history. A history is linearizable if each of its objects is (Herlihy and Wing, "Linearizability:
 * a correctness condition for concurrent objects", 1990), and each alone is far cheaper to search (Horn and
 * Kroening, "Faster linearizability checking via P-compositionality", 2015).
 *
 * @param name for people: {@code key 7}
 * @param calls in the order of invocation
 * @param <S> states of the model
 */
public record Part<S>(String name, Model<S> model, List<Call> calls) {
    public Part {
        calls = List.copyOf(calls);
    }
}
