package io.arbiter.chaos.report;

import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.Statistics;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Table;
import java.util.List;

/** Outcomes and durations of the operations of each function. */
final class CountTable {
    private static final List<String> HEADS = List.of("operation", "ok", "fail", "info", "p50", "p99", "max");
    private static final int MOST_ROWS = 50;

    private CountTable() {}

    static void write(Markup page, Run run) {
        List<Statistics> all = Statistics.byFunction(run.requests());
        Card.open(page, "card", "Operations");
        Card.note(page, "fail: definitely not done. info: nobody knows. Latencies are those of ok operations.");
        Table.open(page, "scroll", "numbers", HEADS);
        all.stream().limit(MOST_ROWS).forEach(statistics -> row(page, statistics, ""));
        row(page, run.total(), "total");
        if (!run.gates().isEmpty()) {
            row(page, Statistics.of("gate open", run.gates()), "");
        }
        Table.close(page).line();
        Card.close(page);
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
