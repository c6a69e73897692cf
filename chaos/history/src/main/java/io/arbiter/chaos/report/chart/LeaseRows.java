package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.chart.Lane.Mark;
import io.arbiter.chaos.report.chart.Lane.Shape;
import io.arbiter.chaos.report.data.Fields;
import io.arbiter.chaos.report.data.GateOverlap;
import io.arbiter.chaos.report.data.Holding;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The clients' use of one resource: open gates, leases held, grants, guarded writes. */
final class LeaseRows {
    private static final int MOST_CLIENTS = 12;
    private static final int COLOURS = 8;

    private final Run run;
    private final Window window;
    private final List<String> clients;
    private final Set<Operation> offending;

    /** @param clients of all resources: the position of a client decides its colour */
    LeaseRows(Run run, Window window, List<String> clients) {
        this.run = run;
        this.window = window;
        this.clients = clients;
        this.offending = run.offending();
    }

    /** The lanes of one resource: its name, and a row for each client. @param calls in the order of invocation */
    List<Lane> of(String resource, List<Call> calls) {
        Map<String, List<Mark>> marks = new TreeMap<>();
        Holding.of(calls, run.end()).stream()
                .filter(holding -> window.shows(holding.from(), holding.to()))
                .forEach(holding -> row(marks, holding.client()).add(held(holding)));
        calls.stream().filter(window::shows).forEach(call -> add(row(marks, Fields.of(call, "client")), call));
        GateOverlap.of(calls).stream()
                .filter(overlap -> window.shows(overlap.from(), overlap.to()))
                .forEach(overlap ->
                        overlap.clients().forEach(client -> row(marks, client).add(both(overlap))));
        List<Lane> rows = new ArrayList<>();
        marks.forEach((client, some) -> rows.add(Lane.ofTwoLines(client, some)));
        List<Lane> lanes = new ArrayList<>(List.of(Lane.heading(resource)));
        lanes.addAll(chosen(rows.stream().filter(row -> !row.marks().isEmpty()).toList()));
        return lanes;
    }

    /** The clients of the violation and the busiest, in the order in which they came. */
    private static List<Lane> chosen(List<Lane> rows) {
        List<Lane> chosen = new ArrayList<>(rows.stream()
                .sorted(Comparator.comparing(LeaseRows::isGood)
                        .thenComparing(row -> -row.marks().size()))
                .limit(MOST_CLIENTS)
                .sorted(Comparator.comparingLong(LeaseRows::begin))
                .toList());
        if (rows.size() > MOST_CLIENTS) {
            chosen.add(Lane.of(Format.of("and %d more clients", rows.size() - MOST_CLIENTS), List.of()));
        }
        return chosen;
    }

    private static boolean isGood(Lane row) {
        return row.marks().stream()
                .noneMatch(mark ->
                        mark.cssClass().equals("overlap") || mark.cssClass().endsWith(" bad"));
    }

    private static long begin(Lane row) {
        return row.marks().stream().mapToLong(Mark::from).min().orElse(0);
    }

    private static List<Mark> row(Map<String, List<Mark>> marks, String client) {
        return marks.computeIfAbsent(client, c -> new ArrayList<>());
    }

    private static Mark held(Holding holding) {
        return new Mark(
                Shape.THIN,
                holding.from(),
                holding.to(),
                "held",
                "",
                Format.of(
                        "%s was told that it holds it with token %s%n%s – %s",
                        holding.client(),
                        holding.token(),
                        Format.instant(holding.from()),
                        Format.instant(holding.to())));
    }

    private static Mark both(GateOverlap overlap) {
        return new Mark(
                Shape.BAR,
                overlap.from(),
                overlap.to(),
                "overlap",
                "",
                Format.of(
                        "the gates of %s are open at once%n%s – %s",
                        String.join(" and ", overlap.clients()),
                        Format.instant(overlap.from()),
                        Format.instant(overlap.to())));
    }

    private void add(List<Mark> row, Call call) {
        String f = call.invocation().f();
        long time =
                call.completion().map(Operation::time).orElse(call.invocation().time());
        String title = Timeline.title(call);
        if (f.equals("gate")) {
            String colour = "gate c" + clients.indexOf(Fields.of(call, "client")) % COLOURS;
            row.add(new Mark(
                    Shape.BAR,
                    call.invocation().time(),
                    GateOverlap.end(call),
                    Run.isIn(offending, call) ? colour + " bad" : colour,
                    "#" + Fields.of(call, "token"),
                    title));
        } else if (f.equals("acquire") && call.isOk()) {
            row.add(Mark.sign(Shape.FLAG, time, "grant", title));
        } else if (f.startsWith("guarded_") && call.outcome() == OperationType.FAIL) {
            row.add(Mark.sign(Shape.CROSS, time, "rejected", title));
        } else if (f.equals("guarded_write")) {
            row.add(
                    call.isOk()
                            ? Mark.sign(Shape.TICK, time, "write", title)
                            : Mark.sign(Shape.TRIANGLE, time, "info", title));
        }
    }
}
