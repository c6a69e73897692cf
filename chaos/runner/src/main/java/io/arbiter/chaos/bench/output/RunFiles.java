package io.arbiter.chaos.bench.output;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.Edn;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.report.JsonSummary;
import io.arbiter.chaos.report.Report;
import io.arbiter.chaos.report.data.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of one run: {@code history.jsonl}, {@code history.edn}, {@code report.html}, {@code summary.json}. */
public final class RunFiles {
    private RunFiles() {}

    /** Replaces them; the directory is made if there is none. */
    public static void write(Path directory, RunInfo info, History history, List<Verdict> verdicts) throws IOException {
        Files.createDirectories(directory);
        JsonLines.write(history, directory.resolve("history.jsonl"));
        Edn.write(history, directory.resolve("history.edn"));
        Report.write(report(directory), info, history, verdicts);
        Files.writeString(directory.resolve("summary.json"), JsonSummary.of(info, history, verdicts));
    }

    public static Path report(Path directory) {
        return directory.resolve("report.html");
    }
}
