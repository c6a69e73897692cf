package io.arbiter.chaos.check.linear;

import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The definition of linearizability, tried out: every order, without any cleverness. For a handful of calls. */
final class BruteForce<S> {
    private final BiFunction<S, Call, S> step;

    private BruteForce(BiFunction<S, Call, S> step) {
        this.step = step;
    }

    /**
     * @param step the state after a call, null if the call cannot have ended like that
     * @param calls none failed; those that are not OK may be left out
     */
    static <S> boolean explains(S initial, BiFunction<S, Call, S> step, List<Call> calls) {
        return new BruteForce<>(step).someOrder(initial, calls);
    }

    private boolean someOrder(S state, List<Call> left) {
        if (left.stream().noneMatch(Call::isOk)) {
            return true;
        }
        return left.stream().anyMatch(next -> mayBeNext(next, left) && leadsOn(state, next, left));
    }

    private static boolean mayBeNext(Call next, List<Call> left) {
        return left.stream().noneMatch(other -> other.isOk() && other.completedAt() < next.invokedAt());
    }

    private boolean leadsOn(S state, Call next, List<Call> left) {
        List<Call> others = new ArrayList<>(left);
        others.remove(next);
        S after = step.apply(state, next);
        return after != null && someOrder(after, others);
    }
}
