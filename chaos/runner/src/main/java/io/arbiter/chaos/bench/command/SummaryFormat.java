package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.arguments.OutputFormat;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.report.JsonSummary;
import io.arbiter.chaos.report.TextSummary;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --output}: how the summary of a history is printed. */
final class SummaryFormat {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Of the summary: text or json. Default: ${DEFAULT-VALUE}")
    private OutputFormat format;

    boolean isText() {
        return format == OutputFormat.text;
    }

    String summary(RunInfo info, History history, List<Verdict> verdicts) {
        return isText()
                ? TextSummary.of(info, history, verdicts, Terminal.isColoured())
                : JsonSummary.of(info, history, verdicts);
    }
}
