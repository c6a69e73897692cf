package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The list of charts. */
final class Charts {
    private static final Function<Result, String> CLIENTS =
            result -> result.clients() == 1 ? "1 client" : Format.of("%,d clients", result.clients());
    private static final Function<Result, String> SESSIONS = result -> Format.of("%,d sessions", result.clients());
    private static final Function<Result, String> PLACE = Result::where;
    private static final Function<Result, String> NAME = Result::scenario;

    /** @param label of the groups compared within a chart */
    private record Chart(String title, Metric metric, Set<String> scenarios, Function<Result, String> label) {
        boolean shows(Result result) {
            return scenarios.contains(result.scenario());
        }
    }

    private static final List<Chart> LOCAL = List.of(
            new Chart("What no commit can do without", Metric.P50, Set.of("fdatasync", "tcp-echo", "grpc-echo"), NAME),
            new Chart("Acquire and release", Metric.THROUGHPUT, Set.of("cycle"), CLIENTS),
            new Chart("Acquire", Metric.P50, Set.of("acquire"), CLIENTS),
            new Chart("Acquire", Metric.P99, Set.of("acquire"), CLIENTS),
            new Chart("Release", Metric.P50, Set.of("release"), CLIENTS),
            new Chart("Hand-offs of one contended resource", Metric.THROUGHPUT, Set.of("handoff"), CLIENTS),
            new Chart("Renewals, 256 in flight", Metric.THROUGHPUT, Set.of("renew"), SESSIONS),
            new Chart("Linearizable reads", Metric.THROUGHPUT, Set.of("read", "read-follower"), NAME),
            new Chart("A grant is told to every watcher", Metric.P50, Set.of("watch", "watch-whole"), NAME),
            new Chart(
                    "Blackout until the next holder has the lease",
                    Metric.P50,
                    Set.of("failover-holder", "failover-both"),
                    Result::title));

    private static final List<Chart> WAN = List.of(
            new Chart(
                    "Acquire, by where the client is (leader in us-east)",
                    Metric.P50,
                    Set.of("acquire"),
                    result -> PLACE.apply(result) + Format.of(", %,d", result.clients())),
            new Chart("First acquire of a new client", Metric.P50, Set.of("first-acquire"), PLACE),
            new Chart(
                    "Acquire and release",
                    Metric.THROUGHPUT,
                    Set.of("cycle"),
                    result -> PLACE.apply(result) + Format.of(", %,d", result.clients())),
            new Chart("Hand-offs of one contended resource", Metric.THROUGHPUT, Set.of("handoff"), PLACE),
            new Chart("Renewals, 10,000 sessions, 256 in flight", Metric.THROUGHPUT, Set.of("renew"), PLACE),
            new Chart(
                    "Linearizable reads",
                    Metric.THROUGHPUT,
                    Set.of("read", "read-follower"),
                    result -> result.scenario() + ", " + result.where()),
            new Chart(
                    "Blackout until the next holder has the lease",
                    Metric.P50,
                    Set.of("failover-holder", "failover-both"),
                    Result::title));

    private Charts() {}

    /** Those for which there are results. @param results of one profile */
    static void write(Markup page, List<Result> results, String profile) {
        page.open("div", "class", "charts");
        for (Chart chart : profile.equals("local") ? LOCAL : WAN) {
            List<Result> shown = results.stream().filter(chart::shows).toList();
            if (!shown.isEmpty()) {
                write(page, chart, shown);
            }
        }
        page.close();
    }

    private static void write(Markup page, Chart chart, List<Result> shown) {
        var bars = new BarChart(chart.metric, shown, chart.label);
        page.open("figure").open("figcaption").leaf("strong", chart.title);
        page.leaf("span", chart.metric.meaning() + (bars.isLogarithmic() ? "; logarithmic" : ""), "class", "note");
        page.close();
        bars.write(page);
        page.close().line();
    }
}
