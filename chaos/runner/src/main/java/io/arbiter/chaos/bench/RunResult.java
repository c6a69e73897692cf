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

    public Validity validity() {
        return Verdict.together(verdicts);
    }
}
