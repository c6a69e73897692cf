package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Durations of operations, at the times of their invocations, on a logarithmic scale; median and 99th percentile. */
public final class LatencyPlot {
    private static final int HEIGHT = 320;
    private static final int CELL = 2;
    private static final double HEADROOM = 1.3;
    private static final String WORDS = "Each operation at the time of its invocation, by how long it took until its "
            + "outcome was known. Logarithmic. Operations on the same spot are drawn once. Shaded while a fault was "
            + "on.";

    private final Markup page;
    private final List<Call> calls;
    private final List<TimeBin> bins;
    private final TimePlot plot;
    private final double lowest;
    private final double highest;

    private LatencyPlot(Markup page, Run run) {
        this.page = page;
        this.calls = run.requests().stream()
                .filter(call -> call.completion().isPresent())
                .toList();
        this.bins = TimeBin.of(run, call -> call.invocation().time());
        this.plot = new TimePlot(page, run, HEIGHT);
        this.lowest = Math.floor(
                Math.log10(calls.stream().mapToLong(LatencyPlot::latency).min().orElse(1_000_000)));
        long longest = calls.stream().mapToLong(LatencyPlot::latency).max().orElse(1_000_000);
        this.highest = Math.max(lowest + 1, Math.log10(longest * HEADROOM));
    }

    public static void write(Markup page, Run run) {
        new LatencyPlot(page, run).write(run);
    }

    private void write(Run run) {
        Card.open(page, "card", "Latency");
        Card.note(page, WORDS + unanswered(run));
        legend();
        plot.open("Latency over time", WORDS);
        levels();
        for (OperationType outcome : List.of(OperationType.OK, OperationType.INFO, OperationType.FAIL)) {
            page.empty("path", "class", "dot " + outcome.text(), "d", dots(outcome))
                    .line();
        }
        curve("p99", 0.99);
        curve("p50", 0.5);
        plot.close();
        plot.figures(
                bins,
                List.of("ok", "p50", "p99", "max"),
                bin -> List.of(
                        Format.count(bin.statistics().ok()),
                        bin.statistics().quantileText(0.5),
                        bin.statistics().quantileText(0.99),
                        bin.statistics().quantileText(1)));
        page.close().line();
    }

    /** The powers of ten; where there are few, also their double and fivefold. */
    private void levels() {
        List<Integer> factors = highest - lowest > 2.5 ? List.of(1) : List.of(1, 2, 5);
        for (double power = lowest; power <= highest; power++) {
            for (int factor : factors) {
                double level = factor * Math.pow(10, power);
                if (Math.log10(level) <= highest) {
                    plot.level(y(level), label(Math.round(level)));
                }
            }
        }
    }

    private String unanswered(Run run) {
        int missing = run.requests().size() - calls.size();
        return missing == 0 ? "" : Format.of(" %s without any answer are not shown.", Format.count(missing));
    }

    private void legend() {
        page.open("ul", "class", "legend").line();
        Signs.item(page, Signs.DOT, "ok", "ok");
        Signs.item(page, Signs.CROSS, "fail", "fail: definitely not done");
        Signs.item(page, Signs.TRIANGLE, "info", "info: unknown");
        Signs.item(page, Signs.LINE, "p50", "median of ok");
        Signs.item(page, Signs.LINE, "p99", "99th percentile of ok");
        page.close().line();
    }

    /** One path for all points of an outcome, each cell of the grid at most once, which bounds the page. */
    private String dots(OperationType outcome) {
        Set<Long> drawn = new HashSet<>();
        var path = new StringBuilder();
        for (Call call : calls) {
            if (call.outcome() == outcome) {
                long x = Math.round(plot.x(call.invocation().time()) / CELL) * CELL;
                long y = Math.round(y(latency(call)) / CELL) * CELL;
                if (drawn.add(x << 32 | y)) {
                    path.append('M').append(x).append(' ').append(y).append(Signs.stroke(outcome));
                }
            }
        }
        return path.toString();
    }

    private void curve(String cssClass, double fraction) {
        String path = quantiles(fraction);
        page.empty("path", "class", "halo", "d", path)
                .empty("path", "class", cssClass, "d", path)
                .line();
    }

    /** Broken where nothing was carried out. */
    private String quantiles(double fraction) {
        var path = new StringBuilder();
        boolean drawing = false;
        for (TimeBin bin : bins) {
            boolean known = bin.statistics().ok() > 0;
            if (known) {
                double x = Math.min(TimePlot.RIGHT, plot.x(bin.middle()));
                path.append(drawing ? 'L' : 'M')
                        .append(TimePlot.at(x))
                        .append(' ')
                        .append(TimePlot.at(y(bin.statistics().quantile(fraction))))
                        .append(drawing ? "" : "h0");
            }
            drawing = known;
        }
        return path.toString();
    }

    private double y(double nanos) {
        return plot.bottom - HEIGHT * (Math.log10(nanos) - lowest) / (highest - lowest);
    }

    private static String label(long nanos) {
        if (nanos >= 1_000_000_000) {
            return nanos / 1_000_000_000 + " s";
        }
        return nanos >= 1_000_000 ? nanos / 1_000_000 + " ms" : nanos / 1000 + " µs";
    }

    /** A logarithm needs a value above zero. */
    private static long latency(Call call) {
        return Math.max(1000, Run.latency(call));
    }
}
