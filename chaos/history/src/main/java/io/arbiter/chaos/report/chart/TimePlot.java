package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.html.Format;
import io.arbiter.chaos.html.Markup;
import io.arbiter.chaos.html.Ticks;
import io.arbiter.chaos.report.data.FaultKinds;
import io.arbiter.chaos.report.data.Phase;
import io.arbiter.chaos.report.data.Run;
import java.util.List;
import java.util.function.Function;

/**
 * The frame of a plot over the whole run: time below, phases and faults as strips above, each fault's time shaded. The
 * picture has a size of its own units and scales with the page.
 */
public final class TimePlot {
    static final int WIDTH = 1100;
    public static final int LEFT = 108;
    public static final int RIGHT = WIDTH - 12;
    private static final int STRIP = 16;
    private static final int BELOW = 26;

    private final Markup page;
    private final Run run;
    private final FaultKinds kinds;
    private final int height;
    final int top;
    final int bottom;

    /** @param height of the part between the strips and the axis of time */
    TimePlot(Markup page, Run run, int height) {
        this.page = page;
        this.run = run;
        this.kinds = run.kinds();
        this.top = 8 + STRIP * ((run.phases().isEmpty() ? 0 : 1) + kinds.names().size());
        this.bottom = top + height;
        this.height = bottom + BELOW;
    }

    /** The position of a moment. */
    double x(long time) {
        return LEFT + (RIGHT - LEFT) * (double) time / Math.max(1, run.end());
    }

    /** @param words description of the picture, for readers who cannot see it */
    void open(String title, String words) {
        page.open(
                        "svg",
                        "class",
                        "plot",
                        "viewBox",
                        "0 0 " + WIDTH + " " + height,
                        "role",
                        "img",
                        "aria-label",
                        title + ". " + words)
                .line();
        int strip = 0;
        if (!run.phases().isEmpty()) {
            phases(strip++);
        }
        for (String kind : kinds.names()) {
            kind(kind, strip++);
        }
        time();
    }

    void close() {
        page.empty("line", "class", "cursor", "y1", top, "y2", bottom, "x1", -9, "x2", -9)
                .line()
                .close()
                .line();
    }

    private void phases(int strip) {
        for (Phase phase : run.phases()) {
            double from = x(phase.from());
            double width = x(phase.to()) - from;
            page.open("g", "class", "phase").leaf("title", phase.title()).line();
            page.empty("rect", "x", at(from), "y", strip * STRIP + 1, "width", at(width), "height", STRIP - 3);
            if (width > 8 * phase.name().length()) {
                page.leaf("text", phase.name(), "x", at(from + 5), "y", strip * STRIP + 11);
            }
            page.empty("line", "x1", at(from), "x2", at(from), "y1", strip * STRIP + 1, "y2", bottom)
                    .close()
                    .line();
        }
    }

    private void kind(String kind, int strip) {
        int y = strip * STRIP;
        page.leaf(
                "text", Format.shortened(kind, 15), "class", "axis", "x", LEFT - 8, "y", y + 11, "text-anchor", "end");
        page.empty("line", "class", "grid", "x1", LEFT, "x2", RIGHT, "y1", y + 7.5, "y2", y + 7.5)
                .line();
        for (FaultKinds.Shade shade : kinds.of(kind)) {
            double from = x(shade.from());
            double width = Math.max(2, x(shade.to()) - from);
            page.open("g", "class", "fault " + kinds.colour(kind)).leaf("title", shade.title());
            page.empty("rect", "class", "strip", "x", at(from), "y", y + 2, "width", at(width), "height", STRIP - 5);
            page.empty("rect", "class", "shade", "x", at(from), "y", top, "width", at(width), "height", bottom - top);
            page.close().line();
        }
    }

    private void time() {
        long step = Ticks.step(run.end(), 12);
        for (long tick : Ticks.between(0, run.end(), step)) {
            page.leaf(
                    "text",
                    Ticks.instant(tick, step),
                    "class",
                    "axis",
                    "x",
                    at(x(tick)),
                    "y",
                    bottom + 18,
                    "text-anchor",
                    tick == 0 ? "start" : x(tick) > RIGHT - 20 ? "end" : "middle");
            page.empty("line", "class", "grid", "x1", at(x(tick)), "x2", at(x(tick)), "y1", bottom, "y2", bottom + 5);
        }
        page.line();
    }

    /** A line across the plot with its number at the left. */
    void level(double y, String label) {
        page.empty("line", "class", "grid", "x1", LEFT, "x2", RIGHT, "y1", at(y), "y2", at(y));
        if (!label.isEmpty()) {
            page.leaf("text", label, "class", "axis", "x", LEFT - 8, "y", at(y + 4), "text-anchor", "end");
        }
        page.line();
    }

    /**
     * The same as a table, folded away: for readers who cannot see the plot, and for the script, which shows the row
     * under the pointer.
     *
     * @param heads of the columns after the time
     */
    void figures(List<TimeBin> bins, List<String> heads, Function<TimeBin, List<String>> cells) {
        page.open("details").leaf("summary", "The figures").line();
        page.open("div", "class", "scroll")
                .open("table", "class", "numbers figures")
                .line()
                .open("thead")
                .open("tr");
        page.leaf("th", "from", "scope", "col");
        heads.forEach(head -> page.leaf("th", head, "scope", "col"));
        page.close().close().line().open("tbody").line();
        for (TimeBin bin : bins) {
            page.open("tr", "data-from", at(x(bin.from())), "data-to", at(Math.min(RIGHT, x(bin.to()))));
            page.leaf("th", Format.of("%,.1f s", Format.seconds(bin.from())), "scope", "row");
            cells.apply(bin).forEach(cell -> page.leaf("td", cell));
            page.close().line();
        }
        page.close().close().close().close().line();
    }

    /** A coordinate with one digit: finer is not seen. */
    static String at(double coordinate) {
        String text = Format.of("%.1f", coordinate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
