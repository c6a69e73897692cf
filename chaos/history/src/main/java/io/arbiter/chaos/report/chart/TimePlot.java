package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.report.data.FaultKinds;
import io.arbiter.chaos.report.data.Phase;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Svg;
import io.arbiter.testsupport.html.Table;
import io.arbiter.testsupport.html.Ticks;
import java.util.ArrayList;
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
            Svg.rect(page, "", at(from), strip * STRIP + 1, at(width), STRIP - 3);
            if (width > 8 * phase.name().length()) {
                Svg.text(page, phase.name(), "", at(from + 5), strip * STRIP + 11, "");
            }
            Svg.line(page, "", at(from), at(from), strip * STRIP + 1, bottom)
                    .close()
                    .line();
        }
    }

    private void kind(String kind, int strip) {
        int y = strip * STRIP;
        Svg.text(page, Format.shortened(kind, 15), "axis", LEFT - 8, y + 11, "end");
        Svg.line(page, "grid", LEFT, RIGHT, y + 7.5, y + 7.5).line();
        for (FaultKinds.Shade shade : kinds.of(kind)) {
            double from = x(shade.from());
            double width = Math.max(2, x(shade.to()) - from);
            page.open("g", "class", "fault " + kinds.colour(kind)).leaf("title", shade.title());
            Svg.rect(page, "strip", at(from), y + 2, at(width), STRIP - 5);
            Svg.rect(page, "shade", at(from), top, at(width), bottom - top);
            page.close().line();
        }
    }

    private void time() {
        long step = Ticks.step(run.end(), 12);
        for (long tick : Ticks.between(0, run.end(), step)) {
            String anchor = tick == 0 ? "start" : x(tick) > RIGHT - 20 ? "end" : "middle";
            Svg.text(page, Ticks.instant(tick, step), "axis", at(x(tick)), bottom + 18, anchor);
            Svg.line(page, "grid", at(x(tick)), at(x(tick)), bottom, bottom + 5);
        }
        page.line();
    }

    /** A line across the plot with its number at the left. */
    void level(double y, String label) {
        Svg.line(page, "grid", LEFT, RIGHT, at(y), at(y));
        if (!label.isEmpty()) {
            Svg.text(page, label, "axis", LEFT - 8, at(y + 4), "end");
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
        List<String> all = new ArrayList<>(List.of("from"));
        all.addAll(heads);
        Table.open(page, "scroll", "numbers figures", all);
        for (TimeBin bin : bins) {
            page.open("tr", "data-from", at(x(bin.from())), "data-to", at(Math.min(RIGHT, x(bin.to()))));
            page.leaf("th", Format.of("%,.1f s", Format.seconds(bin.from())), "scope", "row");
            cells.apply(bin).forEach(cell -> page.leaf("td", cell));
            page.close().line();
        }
        Table.close(page).close().line();
    }

    /** A coordinate with one digit: finer is not seen. */
    static String at(double coordinate) {
        String text = Format.of("%.1f", coordinate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
