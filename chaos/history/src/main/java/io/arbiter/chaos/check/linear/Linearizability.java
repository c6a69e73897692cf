package io.arbiter.chaos.check.linear;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Evidence;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.linear.Search.Result;
import io.arbiter.chaos.check.model.Lease;
import io.arbiter.chaos.check.model.Part;
import io.arbiter.chaos.check.model.Register;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Checks that every object of a history behaves as if each call had happened at one instant between its invocation and
 * its return. Calls of unknown fate may have happened at any later time, or never; failed ones did not.
 *
 * <p>The problem is NP-complete (Gibbons and Korach, "Testing shared memories", 1997): histories with much concurrency
 * on one object can exceed any budget. Then the verdict is UNKNOWN, which is not an acquittal.
 */
public final class Linearizability implements Checker {
    /** Enough for every workload here: some seconds, and less than 1 GiB. */
    public static final long DEFAULT_STEPS = 5_000_000;

    private static final String NAME = "linearizability";

    private final Function<List<Call>, List<Part<?>>> objects;
    private final long steps;

    private Linearizability(Function<List<Call>, List<Part<?>>> objects, long steps) {
        this.objects = objects;
        this.steps = steps;
    }

    /** Of {@code read}, {@code write} and {@code cas}, for each key. */
    public static Linearizability ofRegisters() {
        return new Linearizability(Register::parts, DEFAULT_STEPS);
    }

    /** Of requests and answers about leases, for each resource. What it can tell: {@link Lease}. */
    public static Linearizability ofLeases() {
        return new Linearizability(Lease::parts, DEFAULT_STEPS);
    }

    /** @param most number of calls that the search may place, over all its tries and all objects */
    public Linearizability withSteps(long most) {
        return new Linearizability(objects, most);
    }

    @Override
    public Verdict check(History history) {
        List<Part<?>> parts = objects.apply(history.calls());
        var budget = new Budget(steps);
        List<Part<?>> convicted = new ArrayList<>();
        List<Part<?>> undecided = new ArrayList<>();
        for (Part<?> part : parts) {
            switch (search(part, budget)) {
                case NOT_LINEARIZABLE -> convicted.add(part);
                case OUT_OF_BUDGET -> undecided.add(part);
                case LINEARIZABLE -> {}
            }
        }
        if (!convicted.isEmpty()) {
            return violation(convicted);
        }
        return undecided.isEmpty()
                ? valid(parts, steps - budget.left())
                : Verdict.unknown(
                        NAME,
                        "not decided within %d steps: %s and %d more; raise the number of steps, or "
                                        .formatted(steps, undecided.get(0).name(), undecided.size() - 1)
                                + "spread the load over more objects");
    }

    private static <S> Result search(Part<S> part, Budget budget) {
        return Search.of(part.model(), part.calls(), budget);
    }

    private static Verdict valid(List<Part<?>> parts, long spent) {
        int calls = parts.stream().mapToInt(part -> part.calls().size()).sum();
        return Verdict.valid(
                NAME,
                "%d calls on %d objects have an order that explains them, found in %d steps"
                        .formatted(calls, parts.size(), spent));
    }

    private Verdict violation(List<Part<?>> convicted) {
        Part<?> first = convicted.get(0);
        List<Call> smallest = Shrinking.of(first, new Budget(steps));
        Call last = smallest.stream()
                .reduce((one, other) -> returned(one) > returned(other) ? one : other)
                .orElseThrow();
        String others = convicted.size() == 1 ? "" : "; so it is with %d more".formatted(convicted.size() - 1);
        return Verdict.invalid(
                NAME,
                "%s: no order explains %s%s%s"
                        .formatted(
                                first.name(),
                                Evidence.words(last),
                                smallest.size() == 1
                                        ? ""
                                        : " together with the other calls shown (%d)".formatted(smallest.size() - 1),
                                others),
                Evidence.of(smallest));
    }

    private static int returned(Call call) {
        return call.isOk() ? call.completedAt() : -1;
    }
}
