package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Markup;
import java.util.List;
import java.util.Optional;

/** Every result with its spreads, and Arbiter's ratios to it. */
final class RowTable {
    private static final List<String> HEADS = List.of(
            "scenario", "where", "system", "per second", "p50", "p99", "p99.9", "CPU s / 10k", "RSS MiB", "rounds");
    private static final List<String> RATIOS = List.of("throughput", "p50", "p99");

    private RowTable() {}

    static void write(Markup page, List<Result> results) {
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        HEADS.forEach(head -> page.leaf("th", head, "scope", "col", "rowspan", 2));
        page.leaf("th", "Arbiter against it", "colspan", RATIOS.size(), "scope", "colgroup")
                .close()
                .open("tr");
        RATIOS.forEach(head -> page.leaf("th", head, "scope", "col"));
        page.close().close().line().open("tbody").line();
        String before = "";
        for (Result result : results) {
            String group = result.title() + result.where();
            row(page, result, results, group.equals(before));
            before = group;
        }
        page.close().close().close();
    }

    private static void row(Markup page, Result result, List<Result> results, boolean again) {
        page.open("tr", "class", again ? "again" : "first").leaf("th", again ? "" : result.title(), "scope", "row");
        page.leaf("td", again ? "" : result.where(), "class", "text");
        page.open("td", "class", "text")
                .empty("span", "class", "swatch " + result.system())
                .text(result.system())
                .close();
        cell(
                page,
                Figures.count(result.throughputPerS()),
                result.throughputSpread() == null ? "" : spread(Metric.THROUGHPUT, result));
        cell(page, Figures.duration(result.p50Us()), spread(Metric.P50, result));
        cell(page, Figures.duration(result.p99Us()), spread(Metric.P99, result));
        page.leaf("td", Figures.duration(result.p999Us())).leaf("td", ResultTable.cpu(result));
        page.leaf("td", Figures.count(result.rssMib())).leaf("td", "" + result.rounds());
        ratios(page, Ratios.to(result, results));
        page.close().line();
    }

    private static void cell(Markup page, String median, String spread) {
        page.open("td").text(median).leaf("small", spread).close();
    }

    private static String spread(Metric metric, Result result) {
        Result.Spread spread = metric.spread(result);
        return metric.text(spread.min()) + " … " + metric.text(spread.max());
    }

    private static void ratios(Markup page, Optional<Ratios> ratios) {
        ratio(page, ratios.map(Ratios::throughput), true);
        ratio(page, ratios.map(Ratios::p50), false);
        ratio(page, ratios.map(Ratios::p99), false);
    }

    private static void ratio(Markup page, Optional<Double> ratio, boolean moreIsBetter) {
        page.leaf(
                "td",
                ratio.map(Figures::times).orElse(""),
                "class",
                ratio.map(value -> value > 1 == moreIsBetter ? "ratio better" : "ratio worse")
                        .orElse("ratio"));
    }
}
