package io.arbiter.chaos.bench;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.List;

/** The result of a run. */
public record RunResult(RunInfo info, History history, List<Verdict> verdicts) {
    public RunResult {
        verdicts = List.copyOf(verdicts);
    }

    /** The worst of the verdicts: a violation, then an unknown one. */
    public Validity validity() {
        return worst(verdicts);
    }

    public static Validity worst(List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(verdict -> verdict.validity() == Validity.INVALID)) {
            return Validity.INVALID;
        }
        return verdicts.stream().allMatch(Verdict::isValid) ? Validity.VALID : Validity.UNKNOWN;
    }
}
