package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Progress;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Checks that a run has shown something: of each essential function, at least one call got through. */
public final class Useful implements Checker {
    /** Nine of ten operations get through while no fault is on, and the first one soon after each. */
    public static final Checker PROGRESS =
            new Progress(0.9, Duration.ofSeconds(3), Duration.ofSeconds(5)).countingAsUseful(Useful::isAnswer);

    private static final String NAME = "useful";

    private final Set<String> essentials;

    public Useful(Set<String> essentials) {
        this.essentials = Set.copyOf(essentials);
    }

    /** A refusal that reports the actual state. */
    private static boolean isAnswer(Operation failure) {
        return failure.error().startsWith(String.valueOf(Answer.PRECONDITION_FAILED))
                || failure.error().startsWith(String.valueOf(Answer.KEY_DOES_NOT_EXIST));
    }

    @Override
    public Verdict check(History history) {
        Set<String> missing = new TreeSet<>(essentials);
        history.calls().stream()
                .filter(History.Call::isOk)
                .forEach(call -> missing.remove(call.invocation().f()));
        return missing.isEmpty()
                ? Verdict.valid(NAME, "each of " + new TreeSet<>(essentials) + " got through")
                : Verdict.unknown(
                        NAME,
                        "no " + String.join(", ", missing)
                                + " got through: the run has shown nothing; see the nodes' logs, or give it more time");
    }
}
