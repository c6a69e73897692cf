package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Svg;
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
            double middle = y + group.getValue().size() * PITCH / 2;
            Svg.text(page, group.getKey(), "case", px(LABELS - 8), px(middle + 4), "");
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
            Svg.line(page, "grid", x, x, 0, px(height));
            String label = tick == 0 ? "0" : metric.text(tick).replaceAll("\\.0+(?=\\D|$)", "");
            Svg.text(page, label, "tick", x, px(height + 15), "");
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
        Svg.rect(page, "bar " + result.system(), px(LABELS), px(y), px(Math.max(1, end)), px(BAR), "rx", 2);
        String middle = px(y + BAR / 2);
        double least = axis.at(Math.max(spread.min(), 1e-3));
        double most = axis.at(Math.max(spread.max(), 1e-3));
        Svg.line(page, "spread", px(LABELS + least), px(LABELS + most), middle, middle);
        Svg.text(page, metric.text(value), "value", px(LABELS + Math.max(end, most) + 6), px(y + BASELINE), "");
        page.close().line();
    }

    private static String px(double length) {
        return Format.of("%.1f", length);
    }
}
