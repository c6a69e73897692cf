package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.check.GateExclusivity;
import io.arbiter.chaos.check.GuardOrder;
import io.arbiter.chaos.check.LostUpdates;
import io.arbiter.chaos.check.LostWrites;
import io.arbiter.chaos.check.TokenOrder;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All requirements on a run: S1 to S8, and that it came to its end as it should. */
public final class Judgement {
    private Judgement() {}

    public static List<Verdict> of(Evidence evidence, Duration ttl) {
        History history = evidence.history();
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(none(
                "liveness",
                "what was healed works, and everybody alive got what they wanted",
                evidence.stuck(),
                Validity.INVALID));
        verdicts.add(
                none("exit codes", "servers ended as their faults would have it", evidence.ended(), Validity.INVALID));
        verdicts.add(none("faults", "all struck and ended", evidence.misfires(), Validity.UNKNOWN));
        verdicts.add(new TokenOrder().check(history));
        verdicts.add(new GateExclusivity().check(history));
        verdicts.add(new GateBound(ttl).check(history));
        verdicts.add(new GuardOrder().check(history));
        verdicts.add(new CommitOrder(evidence.rows()).check(history));
        verdicts.add(new LostUpdates().check(history));
        verdicts.add(new LostWrites().check(history));
        if (evidence.stuck().isEmpty()) {
            // Of a run that got stuck there are no events, and no failovers to be measured.
            verdicts.add(new AcknowledgedGrants(evidence.grants()).check(history));
            verdicts.add(new FailoverBound(Timing.of(ttl)).check(history));
        }
        verdicts.add(Linearizability.ofRegisters().check(history));
        verdicts.add(Linearizability.ofLeases().check(history));
        return verdicts;
    }

    private static Verdict none(String name, String good, List<String> complaints, Validity bad) {
        return complaints.isEmpty()
                ? Verdict.valid(name, good)
                : new Verdict(name, bad, String.join("; ", complaints), List.of());
    }
}
