package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.testsupport.files.WholeFile;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Many runs as one HTML file: totals by workload and nemesis, then every run with a link to its report. */
public final class IndexPage {
    private static final int MOST_ROWS = 5000;
    private static final List<String> TOTALS =
            List.of("workload", "nemesis", "runs", "valid", "invalid", "unknown", "ok", "fail", "info", "duration");
    private static final List<String> RUNS =
            List.of("seed", "workload", "nemesis", "ok", "fail", "info", "duration", "verdict", "report");
    private static final Set<String> WORDS = Set.of("seed", "workload", "nemesis", "verdict", "report");
    private static final Comparator<RunRow> WORST_FIRST = Comparator.comparing(
                    (RunRow row) -> row.verdict() == Validity.VALID ? 2 : row.verdict() == Validity.UNKNOWN ? 1 : 0)
            .thenComparing(RunRow::workload)
            .thenComparing(RunRow::nemesis)
            .thenComparing(RunRow::seed);

    private IndexPage() {}

    /** Replaces the file; its directory is made if there is none. Lists {@value #MOST_ROWS} runs, the worst first. */
    public static void write(Path file, List<RunRow> rows) throws IOException {
        WholeFile.write(file, html(rows));
    }

    static String html(List<RunRow> rows) {
        RunTotal all = RunTotal.of("all", "", rows);
        return RunPage.of("Chaos: " + Format.count(rows.size()) + " runs", page -> {
            banner(page, all);
            totals(page, rows, all);
            runs(page, rows);
        });
    }

    /** The totals as a Markdown table, for the documents. */
    public static String markdown(List<RunRow> rows) {
        var text = new StringBuilder(
                "| " + String.join(" | ", TOTALS) + " |\n| --- | ---" + " | ---:".repeat(TOTALS.size() - 2) + " |\n");
        RunTotal.byWorkloadAndNemesis(rows).forEach(total -> text.append(markdown(total)));
        return text.append(markdown(RunTotal.of("**all**", "", rows))).toString();
    }

    private static String markdown(RunTotal total) {
        return total.cells().stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static void banner(Markup page, RunTotal all) {
        String words = Format.of(
                "%s valid, %s invalid, %s unknown; %s operations in %s of run time",
                Format.count(all.valid()),
                Format.count(all.invalid()),
                Format.count(all.unknown()),
                Format.count(all.ok() + all.fail() + all.info()),
                Format.duration(all.duration().toNanos()));
        Badge.banner(page, all.worst(), Format.count(all.runs()) + " chaos runs", words);
    }

    private static void totals(Markup page, List<RunRow> rows, RunTotal all) {
        head(page, "By workload and nemesis", "", TOTALS);
        for (RunTotal total : RunTotal.byWorkloadAndNemesis(rows)) {
            totalRow(page, total, "");
        }
        totalRow(page, all, "total");
        Table.close(page).line();
        Card.close(page);
    }

    private static void totalRow(Markup page, RunTotal total, String cssClass) {
        page.open("tr", "class", cssClass);
        List<String> cells = total.cells();
        for (int i = 0; i < cells.size(); i++) {
            String of = TOTALS.get(i);
            boolean bad = (of.equals("invalid") || of.equals("unknown"))
                    && !cells.get(i).equals("0");
            page.leaf("td", cells.get(i), "class", i < 2 ? "text" : bad ? "bad" : "number");
        }
        page.close().line();
    }

    private static void runs(Markup page, List<RunRow> rows) {
        String note = rows.size() <= MOST_ROWS
                ? "The worst first."
                : Format.of("The worst first; %s of %s.", Format.count(MOST_ROWS), Format.count(rows.size()));
        head(page, "Runs", note, RUNS);
        rows.stream().sorted(WORST_FIRST).limit(MOST_ROWS).forEach(row -> run(page, row));
        Table.close(page).line();
        Card.close(page);
    }

    private static void run(Markup page, RunRow row) {
        page.open("tr").leaf("td", Long.toString(row.seed()), "class", "text");
        page.leaf("td", row.workload(), "class", "text").leaf("td", RunTotal.nemesis(row.nemesis()), "class", "text");
        for (long count : List.of(row.ok(), row.fail(), row.info())) {
            page.leaf("td", Format.count(count));
        }
        page.leaf("td", Format.duration(row.duration().toNanos()));
        page.open("td", "class", "text");
        Badge.write(page, row.verdict());
        page.close().open("td", "class", "text");
        if (!row.report().isEmpty()) {
            page.leaf("a", "report", "href", "./" + row.report());
        }
        page.close().close().line();
    }

    private static void head(Markup page, String title, String note, List<String> heads) {
        Card.open(page, "card", title);
        Card.note(page, note);
        Table.open(page, "scroll", "numbers", heads, head -> WORDS.contains(head) ? "text" : "number");
    }
}
