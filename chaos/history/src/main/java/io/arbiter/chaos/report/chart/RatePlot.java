package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.Statistics;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Svg;
import io.arbiter.testsupport.html.Ticks;
import java.util.List;

/** Numbers of operations that ended each second, by outcome; one bar on the other. */
public final class RatePlot {
    private static final int HEIGHT = 180;
    private static final String WORDS = "Operations per second at the time of their completion, ok at the bottom, "
            + "fail and info stacked on it. Shaded while a fault was on.";

    private final Markup page;
    private final List<TimeBin> bins;
    private final TimePlot plot;
    private final long step;
    private final double highest;

    private RatePlot(Markup page, Run run) {
        this.page = page;
        this.bins = TimeBin.of(run, RatePlot::end);
        this.plot = new TimePlot(page, run, HEIGHT);
        double peak = bins.stream()
                .mapToDouble(bin -> bin.perSecond(bin.statistics().total()))
                .max()
                .orElse(1);
        this.step = Ticks.step((long) Math.ceil(peak), 5);
        this.highest = Math.max(step, Math.ceil(peak / step) * step);
    }

    public static void write(Markup page, Run run) {
        new RatePlot(page, run).write();
    }

    private static long end(Call call) {
        return call.completion().map(Operation::time).orElse(call.invocation().time());
    }

    private void write() {
        Card.open(page, "card", "Rate");
        Card.note(page, WORDS).open("ul", "class", "legend").line();
        Signs.item(page, Signs.BOX, "ok", "ok");
        Signs.item(page, Signs.BOX, "fail", "fail");
        Signs.item(page, Signs.BOX, "info", "info");
        page.close().line();
        plot.open("Rate over time", WORDS);
        for (long level : Ticks.between(0, (long) highest, step)) {
            plot.level(y(level), level + "/s");
        }
        bins.forEach(this::bar);
        plot.close();
        plot.figures(
                bins,
                List.of("ok/s", "fail/s", "info/s"),
                bin -> List.of(
                        rate(bin, bin.statistics().ok()),
                        rate(bin, bin.statistics().fail()),
                        rate(bin, bin.statistics().info())));
        page.close().line();
    }

    private void bar(TimeBin bin) {
        Statistics statistics = bin.statistics();
        double ok = bin.perSecond(statistics.ok());
        double fail = bin.perSecond(statistics.fail());
        part(bin, "ok", 0, ok);
        part(bin, "fail", ok, ok + fail);
        part(bin, "info", ok + fail, bin.perSecond(statistics.total()));
    }

    private void part(TimeBin bin, String outcome, double from, double to) {
        if (to > from) {
            double left = plot.x(bin.from());
            double width = Math.max(1, Math.min(TimePlot.RIGHT, plot.x(bin.to())) - left - 1);
            String height = TimePlot.at(Math.max(0.5, y(from) - y(to)));
            Svg.rect(page, "part " + outcome, TimePlot.at(left), TimePlot.at(y(to)), TimePlot.at(width), height)
                    .line();
        }
    }

    private double y(double perSecond) {
        return plot.bottom - HEIGHT * perSecond / highest;
    }

    private static String rate(TimeBin bin, long count) {
        return Format.of("%,.1f", bin.perSecond(count));
    }
}
