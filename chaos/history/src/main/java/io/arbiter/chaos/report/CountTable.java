package io.arbiter.chaos.report;

import io.arbiter.chaos.html.Format;
import io.arbiter.chaos.html.Markup;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.Statistics;
import java.util.List;

/** Outcomes and durations of the operations of each function. */
final class CountTable {
    private static final List<String> HEADS = List.of("ok", "fail", "info", "p50", "p99", "max");
    private static final int MOST_ROWS = 50;

    private CountTable() {}

    static void write(Markup page, Run run) {
        List<Statistics> all = Statistics.byFunction(run.requests());
        page.open("section", "class", "card").line().leaf("h2", "Operations").line();
        page.leaf(
                        "p",
                        "fail: definitely not done. info: nobody knows. Latencies are those of ok operations.",
                        "class",
                        "note")
                .line();
        page.open("div", "class", "scroll")
                .open("table", "class", "numbers")
                .line()
                .open("thead")
                .open("tr");
        page.leaf("th", "operation", "scope", "col");
        HEADS.forEach(head -> page.leaf("th", head, "scope", "col"));
        page.close().close().line().open("tbody").line();
        all.stream().limit(MOST_ROWS).forEach(statistics -> row(page, statistics, ""));
        row(page, run.total(), "total");
        if (!run.gates().isEmpty()) {
            row(page, Statistics.of("gate open", run.gates()), "");
        }
        page.close().close().close().line().close().line();
    }

    private static void row(Markup page, Statistics statistics, String cssClass) {
        page.open("tr", "class", cssClass).leaf("th", Format.shortened(statistics.f(), 60), "scope", "row");
        page.leaf("td", Format.count(statistics.ok()));
        page.leaf("td", Format.count(statistics.fail()), "class", statistics.fail() == 0 ? "zero" : "fail");
        page.leaf("td", Format.count(statistics.info()), "class", statistics.info() == 0 ? "zero" : "info");
        page.leaf("td", statistics.quantileText(0.5)).leaf("td", statistics.quantileText(0.99));
        page.leaf("td", statistics.quantileText(1)).close().line();
    }
}
