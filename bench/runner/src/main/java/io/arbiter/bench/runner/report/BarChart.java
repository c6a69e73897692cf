package io.arbiter.bench.runner.report;

import io.arbiter.chaos.html.Format;
import io.arbiter.chaos.html.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Bars side by side: a group for each case, a bar in it for each system, a line across its end for the spread. */
final class BarChart {
    private static final double WIDTH = 560;
    private static final double LABELS = 150;
    private static final double VALUES = 80;
    private static final double PLOT = WIDTH - LABELS - VALUES;
    private static final double BAR = 15;
    private static final double PITCH = 18;
    private static final double GAP = 11;
    private static final double FOOT = 22;
    private static final double BASELINE = 11.5;

    private final Metric metric;
    private final Map<String, List<Result>> groups = new LinkedHashMap<>();
    private final Axis axis;

    /** @param label of the group that a result belongs to */
    BarChart(Metric metric, List<Result> results, Function<Result, String> label) {
        this.metric = metric;
        results.forEach(result -> groups.computeIfAbsent(label.apply(result), key -> new ArrayList<>())
                .add(result));
        // A bar without length would be invisible.
        this.axis = Axis.of(
                results.stream()
                        .flatMap(result ->
                                List.of(metric.of(result), metric.spread(result).max()).stream())
                        .map(value -> Math.max(value, 1e-3))
                        .toList(),
                PLOT);
    }

    boolean isLogarithmic() {
        return axis.isLogarithmic();
    }

    void write(Markup page) {
        double height = groups.values().stream()
                        .mapToDouble(group -> group.size() * PITCH + GAP)
                        .sum()
                + FOOT;
        page.open("svg", "viewBox", Format.of("0 0 %.0f %.0f", WIDTH, height), "role", "img");
        grid(page, height - FOOT);
        double y = GAP / 2;
        for (Map.Entry<String, List<Result>> group : groups.entrySet()) {
            page.leaf(
                    "text",
                    group.getKey(),
                    "class",
                    "case",
                    "x",
                    px(LABELS - 8),
                    "y",
                    px(y + group.getValue().size() * PITCH / 2 + 4));
            for (Result result : group.getValue()) {
                bar(page, result, y);
                y += PITCH;
            }
            y += GAP;
        }
        page.close().line();
    }

    private void grid(Markup page, double height) {
        for (double tick : axis.ticks()) {
            String x = px(LABELS + axis.at(tick));
            page.empty("line", "class", "grid", "x1", x, "x2", x, "y1", 0, "y2", px(height));
            String label = tick == 0 ? "0" : metric.text(tick).replaceAll("\\.0+(?=\\D|$)", "");
            page.leaf("text", label, "class", "tick", "x", x, "y", px(height + 15));
        }
    }

    private void bar(Markup page, Result result, double y) {
        double value = metric.of(result);
        Result.Spread spread = metric.spread(result);
        double end = axis.at(Math.max(value, 1e-3));
        page.open("g")
                .leaf(
                        "title",
                        Format.of(
                                "%s: %s (%s to %s over %d rounds)",
                                result.system(),
                                metric.text(value),
                                metric.text(spread.min()),
                                metric.text(spread.max()),
                                result.rounds()));
        page.empty(
                "rect",
                "class",
                "bar " + result.system(),
                "x",
                px(LABELS),
                "y",
                px(y),
                "width",
                px(Math.max(1, end)),
                "height",
                px(BAR),
                "rx",
                2);
        String middle = px(y + BAR / 2);
        page.empty(
                "line",
                "class",
                "spread",
                "x1",
                px(LABELS + axis.at(Math.max(spread.min(), 1e-3))),
                "x2",
                px(LABELS + axis.at(Math.max(spread.max(), 1e-3))),
                "y1",
                middle,
                "y2",
                middle);
        page.leaf(
                "text",
                metric.text(value),
                "class",
                "value",
                "x",
                px(LABELS + Math.max(end, axis.at(Math.max(spread.max(), 1e-3))) + 6),
                "y",
                px(y + BASELINE));
        page.close().line();
    }

    private static String px(double length) {
        return Format.of("%.1f", length);
    }
}
