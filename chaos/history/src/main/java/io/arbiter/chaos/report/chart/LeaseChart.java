package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.chart.Lane.Shape;
import io.arbiter.chaos.report.data.Fields;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Leases over time: for each resource a row for each client, with its open gates, grants and guarded writes. */
public final class LeaseChart {
    private static final int MOST_CALLS = 2500;
    private static final int MOST_RESOURCES = 8;
    private static final int ROOM = 36;
    private static final int WIDEST = 2400;
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
                .filter(call ->
                        call.invocation().has("resource") && call.invocation().has("client"))
                .sorted(Comparator.comparingInt(Call::invokedAt))
                .forEach(call -> byResource
                        .computeIfAbsent(Fields.of(call, "resource"), r -> new ArrayList<>())
                        .add(call));
        this.clients = byResource.values().stream()
                .flatMap(List::stream)
                .map(call -> Fields.of(call, "client"))
                .distinct()
                .sorted()
                .toList();
    }

    /** Nothing, if the workload knows no leases. */
    public static void write(Markup page, Run run) {
        var chart = new LeaseChart(run);
        if (!chart.byResource.isEmpty()) {
            chart.write(page);
        }
    }

    /** Those of the violation first. */
    private List<String> resources() {
        return byResource.keySet().stream()
                .sorted(Comparator.comparing((String resource) ->
                        byResource.get(resource).stream().noneMatch(call -> Run.isIn(offending, call))))
                .limit(MOST_RESOURCES)
                .toList();
    }

    private void write(Markup page) {
        List<String> resources = resources();
        List<Call> shown = resources.stream()
                .flatMap(resource -> byResource.get(resource).stream())
                .sorted(Comparator.comparingInt(Call::invokedAt))
                .toList();
        Window window = Window.of(run, shown, MOST_CALLS);
        Card.open(page, "card leases", "Who held what, when");
        String part = window.words()
                + (resources.size() == byResource.size()
                        ? ""
                        : Format.of(" %d of %s resources.", resources.size(), Format.count(byResource.size())));
        Card.note(page, WORDS + " " + part);
        legend(page);
        List<Lane> lanes = new ArrayList<>();
        var rows = new LeaseRows(run, window, clients);
        resources.forEach(resource -> lanes.addAll(rows.of(resource, byResource.get(resource))));
        new LaneChart(page, run, window, Scale.linear(window), lanes, width(window, lanes))
                .write("Who held what, when. " + WORDS);
        page.close().line();
    }

    /** So wide that half of the gates have room for their token, if that is not too wide to look at. */
    private static int width(Window window, List<Lane> lanes) {
        long[] gates = lanes.stream()
                .flatMap(lane -> lane.marks().stream())
                .filter(mark -> mark.shape() == Shape.BAR)
                .mapToLong(mark -> mark.to() - mark.from())
                .sorted()
                .toArray();
        long median = gates.length == 0 ? window.to() : Math.max(1, gates[gates.length / 2]);
        return (int) Math.min(WIDEST, ROOM * (window.to() - window.from()) / median);
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
}
