package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.chart.Lane.Mark;
import io.arbiter.chaos.report.chart.Lane.Shape;
import io.arbiter.chaos.report.data.Fields;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every operation as a bar from its invocation to its completion, a row for each client. */
public final class Timeline {
    private static final int MOST_CALLS = 1500;
    private static final int MOST_LANES = 60;
    private static final int ROOM = 13;

    private Timeline() {}

    public static void write(Markup page, Run run) {
        Window window = Window.of(run, run.requests(), MOST_CALLS);
        List<Call> calls = run.requests().stream().filter(window::shows).toList();
        List<ProcessRow> all = ProcessRow.of(calls, run.end());
        List<ProcessRow> rows = all.stream().limit(MOST_LANES).toList();
        String words = window.words() + " Each bar is one operation, from invocation to completion."
                + (rows.size() == all.size() ? "" : Format.of(" %d of %d rows.", rows.size(), all.size()));
        Card.open(page, "card timeline", "Timeline");
        Card.note(
                page,
                words + " A process whose operation ended as info is never heard of again; its row goes on under a new"
                        + " number. Gates are not drawn here.");
        filters(page);
        int width = rows.stream().mapToInt(row -> row.calls().size()).max().orElse(0) * ROOM;
        Set<Operation> offending = run.offending();
        List<Lane> lanes = rows.stream()
                .map(row -> Lane.of(
                        row.name(),
                        row.calls().stream()
                                .map(call -> bar(call, run.end(), offending))
                                .toList()))
                .toList();
        new LaneChart(page, run, window, Scale.linear(window), lanes, width).write("Timeline. " + words);
        page.close().line();
    }

    /** Boxes that hide an outcome; style sheet only. */
    private static void filters(Markup page) {
        page.open("ul", "class", "legend filters").line();
        for (String outcome : List.of("ok", "fail", "info")) {
            page.open("li")
                    .open("label")
                    .empty("input", "type", "checkbox", "checked", "checked", "class", "only-" + outcome);
            page.open("svg", "width", 22, "height", 14, "viewBox", "-11 -7 22 14", "aria-hidden", "true");
            page.empty("path", "class", "sign box " + outcome, "d", Signs.BOX)
                    .close()
                    .text(outcome);
            page.close().close().line();
        }
        page.close().line();
    }

    /** Without a completion it reaches to the end: it may still take effect. */
    static Mark bar(Call call, long end, Set<Operation> offending) {
        long to = call.completion().map(Operation::time).orElse(end);
        String cssClass = call.outcome().text() + (Run.isIn(offending, call) ? " bad" : "");
        return new Mark(Shape.BAR, call.invocation().time(), to, cssClass, label(call), title(call));
    }

    /** As short as can be: the function and its subject. */
    static String label(Call call) {
        List<String> words = new ArrayList<>(List.of(name(call)));
        for (String field : List.of("key", "resource", "from", "to", "value", "id", "token")) {
            String value = Fields.of(call, field);
            if (!value.isEmpty()) {
                words.add(Format.shortened(value, 14));
            }
        }
        if (call.outcome() != OperationType.OK) {
            words.add(call.outcome().text());
        }
        return String.join(" ", words);
    }

    private static String name(Call call) {
        return Format.shortened(call.invocation().f(), 40);
    }

    static String title(Call call) {
        String end = call.completion()
                .map(done -> Format.instant(done.time()) + " (" + Format.duration(Run.latency(call)) + ")")
                .orElse("no answer");
        String error = call.completion().map(Operation::error).orElse("");
        return Format.of(
                "process %d: %s %s%n%s %s%n%s – %s",
                call.invocation().process(),
                name(call),
                Fields.of(call),
                call.outcome().text(),
                Format.shortened(error, 120),
                Format.instant(call.invocation().time()),
                end);
    }
}
