package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.chart.Lane.Mark;
import io.arbiter.chaos.report.data.Fields;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** For each violation the smallest part of the history that shows it: as a picture, and as a table. */
public final class Violations {
    private static final int MOST_OPERATIONS = 200;
    private static final int MOST_BARS = 40;
    private static final int MOST_CHARACTERS = 2000;
    private static final double VISIBLE = 0.5;
    private static final int ROOM = 90;

    private Violations() {}

    public static void write(Markup page, Run run) {
        run.verdicts().stream()
                .filter(verdict -> verdict.validity() == Validity.INVALID)
                .forEach(verdict -> write(page, run, verdict));
    }

    private static void write(Markup page, Run run, Verdict verdict) {
        Card.open(page, "card violation", "Violation: " + Format.shortened(verdict.checker(), 100));
        page.leaf("p", Format.shortened(verdict.summary(), MOST_CHARACTERS)).line();
        if (!verdict.offending().isEmpty()) {
            picture(page, run, verdict);
            table(page, verdict.offending());
        }
        page.close().line();
    }

    private static void picture(Markup page, Run run, Verdict verdict) {
        Set<Operation> offending = new HashSet<>(verdict.offending());
        List<Call> all = Stream.concat(run.requests().stream(), run.gates().stream())
                .filter(call -> Run.isIn(offending, call))
                .sorted(Comparator.comparingInt(Call::invokedAt))
                .toList();
        List<Call> calls = all.subList(0, Math.min(MOST_BARS, all.size()));
        if (calls.isEmpty()) {
            return;
        }
        List<Lane> lanes = calls.stream()
                .map(call -> Lane.of(name(call), List.of(Timeline.bar(call, run.end(), Set.of()))))
                .toList();
        List<Long> moments = moments(calls, run.end());
        Window window = around(moments);
        Scale scale = Scale.linear(window);
        boolean legible = lanes.stream().flatMap(lane -> lane.marks().stream()).allMatch(mark -> visible(scale, mark));
        String words = legible
                ? "To scale."
                : "Order is to scale, time is not: each line is the next moment at which "
                        + "something began or ended.";
        String part = calls.size() == all.size()
                ? ""
                : Format.of(" The first %d of %s operations.", calls.size(), Format.count(all.size()));
        Card.note(page, words + " Requests that overlap in time may have taken effect in either order." + part);
        new LaneChart(page, run, window, legible ? scale : Scale.ordinal(moments), lanes, moments.size() * ROOM)
                .write("The operations of the violation, one a row; the table below has the same.");
    }

    private static boolean visible(Scale scale, Mark mark) {
        return scale.percent(mark.to()) - scale.percent(mark.from()) > VISIBLE;
    }

    private static List<Long> moments(List<Call> calls, long end) {
        List<Long> moments = new ArrayList<>();
        for (Call call : calls) {
            moments.add(call.invocation().time());
            moments.add(call.completion().map(Operation::time).orElse(end));
        }
        return moments;
    }

    /** With a little air at both ends. */
    private static Window around(List<Long> moments) {
        long from = moments.stream().mapToLong(Long::longValue).min().orElseThrow();
        long to = moments.stream().mapToLong(Long::longValue).max().orElseThrow();
        long air = Math.max(1, (to - from) / 25);
        return new Window(Math.max(0, from - air), to + air, "");
    }

    private static String name(Call call) {
        String client = Fields.of(call, "client");
        return (client.isEmpty() ? "process " + call.invocation().process() : client) + ": "
                + call.invocation().f();
    }

    private static void table(Markup page, List<Operation> operations) {
        Table.open(page, "scroll", "", List.of("time", "process", "type", "operation", "fields", "error"));
        operations.stream().limit(MOST_OPERATIONS).forEach(operation -> row(page, operation));
        Table.close(page).line();
        if (operations.size() > MOST_OPERATIONS) {
            String most = Format.count(MOST_OPERATIONS);
            Card.note(page, Format.of("The first %s of %s operations.", most, Format.count(operations.size())));
        }
    }

    private static void row(Markup page, Operation operation) {
        page.open("tr").leaf("td", Format.instant(operation.time()), "class", "right");
        page.leaf("td", operation.isByNemesis() ? "nemesis" : Integer.toString(operation.process()), "class", "right");
        page.leaf(
                "td",
                operation.type().text(),
                "class",
                "type " + operation.type().text());
        page.leaf("td", Format.shortened(operation.f(), 60))
                .open("td")
                .leaf("code", Fields.of(operation))
                .close();
        page.leaf("td", Format.shortened(operation.error(), 200)).close().line();
    }
}
