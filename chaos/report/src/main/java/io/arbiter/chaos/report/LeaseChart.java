package io.arbiter.chaos.report;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.Lane.Mark;
import io.arbiter.chaos.report.Lane.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who held what, when: for each resource a row for each client, with its open gates, grants and guarded writes. */
final class LeaseChart {
    private static final int MOST_CALLS = 2500;
    private static final int MOST_RESOURCES = 8;
    private static final int MOST_CLIENTS = 12;
    private static final int ROOM = 50;
    private static final String WORDS = "For each resource a row for each client. A gate is open while its holder "
            + "believes that it may write; two gates of one resource must never be open at once.";

    private final Run run;
    private final Set<Operation> offending;
    private final List<String> clients;
    private final Map<String, List<Call>> byResource = new TreeMap<>();

    private LeaseChart(Run run) {
        this.run = run;
        this.offending = run.offending();
        Stream.concat(run.requests().stream(), run.gates().stream())
                .filter(call -> call.invocation().has("resource") && call.invocation().has("client"))
                .sorted(Comparator.comparingInt(Call::invokedAt))
                .forEach(call -> byResource.computeIfAbsent(Fields.of(call, "resource"), r -> new ArrayList<>())
                        .add(call));
        this.clients = byResource.values().stream().flatMap(List::stream).map(call -> Fields.of(call, "client"))
                .distinct().sorted().toList();
    }

    /** Nothing, if the workload knows no leases. */
    static void write(Markup page, Run run) {
        var chart = new LeaseChart(run);
        if (!chart.byResource.isEmpty()) {
            chart.write(page);
        }
    }

    private void write(Markup page) {
        List<String> resources = byResource.keySet().stream().sorted(Comparator.comparing((String resource) ->
                byResource.get(resource).stream().noneMatch(call -> Run.isIn(offending, call)))).limit(MOST_RESOURCES)
                .toList();
        List<Call> shown = resources.stream().flatMap(resource -> byResource.get(resource).stream())
                .sorted(Comparator.comparingInt(Call::invokedAt)).toList();
        Window window = Window.of(run, shown, MOST_CALLS);
        page.open("section", "class", "card leases").line().leaf("h2", "Who held what, when").line();
        String part = window.words() + (resources.size() == byResource.size() ? ""
                : Format.of(" %d of %s resources.", resources.size(), Format.count(byResource.size())));
        page.leaf("p", WORDS + " " + part, "class", "note").line();
        legend(page);
        List<Lane> lanes = new ArrayList<>();
        resources.forEach(resource -> lanes(lanes, resource, window));
        long gates = lanes.stream().mapToLong(lane -> lane.marks().stream()
                .filter(mark -> mark.shape() == Shape.BAR).count()).max().orElse(0);
        new LaneChart(page, run, window, Scale.linear(window), lanes, (int) gates * ROOM)
                .write("Who held what, when. " + WORDS);
        page.close().line();
    }

    private static void legend(Markup page) {
        page.open("ul", "class", "legend").line();
        Signs.item(page, Signs.BOX, "box c0", "gate open, with its token (a colour for each client)");
        Signs.item(page, Signs.LINE, "held", "lease held, as far as the client was told");
        Signs.item(page, Signs.BOX, "box overlap", "two gates open at once");
        Signs.item(page, Signs.FLAG, "grant", "granted");
        Signs.item(page, Signs.TICK, "write", "guarded write accepted");
        Signs.item(page, Signs.CROSS, "rejected", "rejected: stale token");
        Signs.item(page, Signs.TRIANGLE, "info", "unknown");
        page.close().line();
    }

    private void lanes(List<Lane> lanes, String resource, Window window) {
        List<Call> calls = byResource.get(resource);
        lanes.add(Lane.heading(resource));
        Map<String, List<Mark>> marks = new TreeMap<>();
        Holding.of(calls, run.end()).stream().filter(holding -> window.shows(holding.from(), holding.to()))
                .forEach(holding -> row(marks, holding.client()).add(held(holding)));
        calls.stream().filter(window::shows).forEach(call -> add(row(marks, Fields.of(call, "client")), call));
        GateOverlap.of(calls).stream().filter(overlap -> window.shows(overlap.from(), overlap.to()))
                .forEach(overlap -> overlap.clients().forEach(client -> row(marks, client).add(both(overlap))));
        marks.entrySet().stream().limit(MOST_CLIENTS)
                .forEach(row -> lanes.add(Lane.ofTwoLines(row.getKey(), row.getValue())));
        if (marks.size() > MOST_CLIENTS) {
            lanes.add(Lane.of(Format.of("and %d more clients", marks.size() - MOST_CLIENTS), List.of()));
        }
    }

    private static List<Mark> row(Map<String, List<Mark>> marks, String client) {
        return marks.computeIfAbsent(client, c -> new ArrayList<>());
    }

    private static Mark held(Holding holding) {
        return new Mark(Shape.THIN, holding.from(), holding.to(), "held", "", Format.of(
                "%s was told that it holds it with token %s%n%s – %s", holding.client(), holding.token(),
                Format.instant(holding.from()), Format.instant(holding.to())));
    }

    private static Mark both(GateOverlap overlap) {
        return new Mark(Shape.BAR, overlap.from(), overlap.to(), "overlap", "", Format.of(
                "the gates of %s are open at once%n%s – %s", String.join(" and ", overlap.clients()),
                Format.instant(overlap.from()), Format.instant(overlap.to())));
    }

    private void add(List<Mark> row, Call call) {
        String f = call.invocation().f();
        long time = call.completion().map(Operation::time).orElse(call.invocation().time());
        String title = Timeline.title(call);
        if (f.equals("gate")) {
            String bad = Run.isIn(offending, call) ? " bad" : "";
            row.add(new Mark(Shape.BAR, call.invocation().time(), GateOverlap.end(call), "gate c"
                    + clients.indexOf(Fields.of(call, "client")) % 8 + bad, "#" + Fields.of(call, "token"), title));
        } else if (f.equals("acquire") && call.isOk()) {
            row.add(Mark.sign(Shape.FLAG, time, "grant", title));
        } else if (f.startsWith("guarded_") && call.outcome() == OperationType.FAIL) {
            row.add(Mark.sign(Shape.CROSS, time, "rejected", title));
        } else if (f.equals("guarded_write")) {
            row.add(call.isOk() ? Mark.sign(Shape.TICK, time, "write", title)
                    : Mark.sign(Shape.TRIANGLE, time, "info", title));
        }
    }
}
