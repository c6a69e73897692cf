package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.data.FaultPeriod;
import io.arbiter.chaos.report.data.Fields;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.RunInfo;
import io.arbiter.chaos.report.data.Statistics;
import io.arbiter.testsupport.html.Format;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run on a terminal: some twenty lines, and for a violation its operations. */
public final class TextSummary {
    private static final int MOST_OPERATIONS = 20;
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_OF_COMMAND = 4000;

    private final Run run;
    private final boolean coloured;
    private final StringBuilder out = new StringBuilder();

    private TextSummary(Run run, boolean coloured) {
        this.run = run;
        this.coloured = coloured;
    }

    /** Plain text, each line ended by a line break. */
    public static String of(RunInfo info, History history, List<Verdict> verdicts) {
        return of(info, history, verdicts, false);
    }

    /** @param coloured whether verdicts carry ANSI colours, for a terminal that shows them */
    public static String of(RunInfo info, History history, List<Verdict> verdicts, boolean coloured) {
        return new TextSummary(Run.of(info, history, verdicts), coloured).write();
    }

    private String write() {
        print(clean(run.info().title()) + ": "
                + colour(run.validity(), run.validity().name()));
        if (!run.info().facts().isEmpty()) {
            print("  "
                    + run.info().facts().entrySet().stream()
                            .map(fact -> fact.getKey() + " " + fact.getValue())
                            .map(TextSummary::clean)
                            .collect(Collectors.joining(", ")));
        }
        out.append('\n').append(counts().indented("  ")).append('\n');
        faults();
        out.append('\n');
        run.verdicts().forEach(this::verdict);
        if (run.verdicts().isEmpty()) {
            print("  nothing was checked");
        }
        out.append('\n');
        print("  repeat: " + clean(run.info().command(), MOST_OF_COMMAND));
        return out.toString();
    }

    private TextTable counts() {
        var table = new TextTable().row("operation", "ok", "fail", "info", "p50", "p99", "max");
        Statistics.byFunction(run.requests()).forEach(statistics -> row(table, statistics));
        row(table, run.total());
        if (!run.gates().isEmpty()) {
            row(table, Statistics.of("gate open", run.gates()));
        }
        return table;
    }

    private static void row(TextTable table, Statistics statistics) {
        table.row(
                clean(statistics.f(), 40),
                Format.count(statistics.ok()),
                Format.count(statistics.fail()),
                Format.count(statistics.info()),
                statistics.quantileText(0.5),
                statistics.quantileText(0.99),
                statistics.quantileText(1));
    }

    private void faults() {
        Map<String, Long> byKind = run.faults().stream()
                .collect(Collectors.groupingBy(FaultPeriod::kind, TreeMap::new, Collectors.counting()));
        print("  faults: "
                + (byKind.isEmpty()
                        ? "none"
                        : byKind.entrySet().stream()
                                .map(kind -> clean(kind.getKey()) + " " + kind.getValue())
                                .collect(Collectors.joining(", "))));
        if (!run.phases().isEmpty()) {
            print("  phases: "
                    + run.phases().stream()
                            .map(phase -> clean(phase.name()) + " " + Format.duration(phase.to() - phase.from()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void verdict(Verdict verdict) {
        String name = verdict.validity().text();
        print("  " + colour(verdict.validity(), Format.of("%-7s", name)) + "  " + clean(verdict.checker()) + ": "
                + clean(verdict.summary()));
        verdict.offending().stream()
                .limit(MOST_OPERATIONS)
                .map(TextSummary::operation)
                .forEach(this::print);
        if (verdict.offending().size() > MOST_OPERATIONS) {
            print(Format.of("             and %,d more", verdict.offending().size() - MOST_OPERATIONS));
        }
    }

    private static String operation(Operation operation) {
        String who = operation.isByNemesis() ? "nemesis" : "process " + operation.process();
        return clean(Format.of(
                        "    %12s  %-11s %-6s %s %s %s",
                        Format.instant(operation.time()),
                        who,
                        operation.type().text(),
                        operation.f(),
                        Fields.of(operation),
                        operation.error())
                .stripTrailing());
    }

    private String colour(Validity validity, String text) {
        int code = validity == Validity.VALID ? 32 : validity == Validity.INVALID ? 31 : 33;
        return coloured ? "\u001b[1;" + code + "m" + text + "\u001b[0m" : text;
    }

    /** One line without control characters: a node's text must not steer the terminal. */
    private static String clean(String text) {
        return clean(text, MOST_CHARACTERS);
    }

    private static String clean(String text, int most) {
        return Format.shortened(text, most).replaceAll("\\p{Cntrl}", " ");
    }

    private void print(String text) {
        out.append(text).append('\n');
    }
}
