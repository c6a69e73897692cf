package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.report.chart.LatencyPlot;
import io.arbiter.chaos.report.chart.LeaseChart;
import io.arbiter.chaos.report.chart.RatePlot;
import io.arbiter.chaos.report.chart.Timeline;
import io.arbiter.chaos.report.chart.Violations;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.RunInfo;
import io.arbiter.testsupport.files.WholeFile;
import io.arbiter.testsupport.html.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One run as one HTML file, to be opened from the disk or mailed: no network, no fonts, no scripts from elsewhere. It
 * stays below five megabytes however long the history is: plots merge points on one spot, charts of single operations
 * show the part around the violation (or from the first fault), and say so.
 */
public final class Report {
    private Report() {}

    /**
     * Replaces the file; its directory is made if there is none.
     *
     * @throws IllegalArgumentException if the history is not well-formed; see {@link History#calls()}
     */
    public static void write(Path file, RunInfo info, History history, List<Verdict> verdicts) throws IOException {
        WholeFile.write(file, html(info, history, verdicts));
    }

    /** The page itself. */
    static String html(RunInfo info, History history, List<Verdict> verdicts) {
        Run run = Run.of(info, history, verdicts);
        return RunPage.of(Format.shortened(info.title(), Summary.MOST_CHARACTERS), page -> {
            Summary.write(page, run);
            Violations.write(page, run);
            LeaseChart.write(page, run);
            CountTable.write(page, run);
            LatencyPlot.write(page, run);
            RatePlot.write(page, run);
            Timeline.write(page, run);
            ErrorTable.write(page, run);
            FaultTable.write(page, run);
        });
    }
}
