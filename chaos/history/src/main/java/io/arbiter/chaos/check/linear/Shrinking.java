package io.arbiter.chaos.check.linear;

import io.arbiter.chaos.check.linear.Search.Result;
import io.arbiter.chaos.check.model.Part;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a small part of an object's calls that is not linearizable either: its shortest prefix that fails, and of that
 * the calls that are needed to fail. The calls that the model needs to explain the rest are never left out.
 */
final class Shrinking<S> {
    private final Part<S> part;
    private final Budget budget;

    private Shrinking(Part<S> part, Budget budget) {
        this.part = part;
        this.budget = budget;
    }

    /** @param part not linearizable */
    static <S> List<Call> of(Part<S> part, Budget budget) {
        var shrinking = new Shrinking<>(part, budget);
        return shrinking.withoutWhatIsNotNeeded(shrinking.shortestPrefix());
    }

    /** A longer prefix of one that fails fails too, so halving finds the completion that is one too many. */
    private List<Call> shortestPrefix() {
        List<Integer> completions = part.calls().stream()
                .filter(Call::isOk)
                .map(Call::completedAt)
                .sorted()
                .toList();
        int passes = -1;
        int fails = completions.size() - 1;
        while (fails - passes > 1) {
            int middle = (passes + fails) / 2;
            if (fails(prefix(completions.get(middle)))) {
                fails = middle;
            } else {
                passes = middle;
            }
        }
        return part.model().relevant(prefix(completions.get(fails)));
    }

    private List<Call> prefix(int end) {
        return part.calls().stream()
                .filter(call -> call.invokedAt() < end)
                .filter(call -> call.outcome() != OperationType.FAIL)
                .map(call -> call.completedAt() <= end
                        ? call
                        : new Call(call.invocation(), Optional.empty(), call.invokedAt(), Integer.MAX_VALUE))
                .toList();
    }

    /** Drops runs of calls, long ones first, then shorter ones, until no call can be dropped. */
    private List<Call> withoutWhatIsNotNeeded(List<Call> failing) {
        List<Call> left = failing;
        int run = Math.max(1, left.size() / 2);
        while (true) {
            int before = left.size();
            for (int end = left.size(); end > 0; end = Math.min(end - run, left.size())) {
                left = without(left, Math.max(0, end - run), end);
            }
            if (run == 1 && left.size() == before) {
                return left;
            }
            run = Math.max(1, run / 2);
        }
    }

    private List<Call> without(List<Call> calls, int begin, int end) {
        List<Call> leaving = new ArrayList<>(calls.subList(begin, end));
        List<Call> staying = new ArrayList<>(calls.subList(0, begin));
        staying.addAll(calls.subList(end, calls.size()));
        for (List<Call> back = part.model().needed(leaving, staying);
                !back.isEmpty();
                back = part.model().needed(leaving, staying)) {
            leaving.removeAll(Set.copyOf(back));
            staying.addAll(back);
        }
        staying.sort(Comparator.comparingInt(Call::invokedAt));
        return !leaving.isEmpty() && fails(staying) ? staying : calls;
    }

    private boolean fails(List<Call> calls) {
        return Search.of(part.model(), calls, budget) == Result.NOT_LINEARIZABLE;
    }
}
