package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.RunInfo;
import io.arbiter.chaos.report.data.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One of many runs.
 *
 * @param seed that the run was drawn from
 * @param nemesis the faults, as the command names them: {@code partition,kill}; empty if there were none
 * @param verdict the worst of the run's checkers
 * @param duration of the run
 * @param report path of its report: relative to the index page, with slashes; empty if there is none
 */
public record RunRow(
        long seed,
        String workload,
        String nemesis,
        long ok,
        long fail,
        long info,
        Validity verdict,
        Duration duration,
        String report) {
    public RunRow {
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(nemesis, "nemesis");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(report, "report");
    }

    /** The row of a run; its duration is the time of the last operation. Gate intervals are not counted. */
    public static RunRow of(
            long seed, String workload, String nemesis, History history, List<Verdict> verdicts, String report) {
        Run run = Run.of(new RunInfo("", "", Map.of()), history, verdicts);
        Statistics total = run.total();
        return new RunRow(
                seed,
                workload,
                nemesis,
                total.ok(),
                total.fail(),
                total.info(),
                run.validity(),
                Duration.ofNanos(run.end()),
                report);
    }
}
