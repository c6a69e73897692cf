package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.report.chart.Lane.Mark;
import io.arbiter.chaos.report.chart.Lane.Shape;
import io.arbiter.chaos.report.data.FaultKinds;
import io.arbiter.chaos.report.data.Phase;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of bars and signs over time, below the faults, which shade the rows. Horizontal places are shares of the
 * width: the chart can be stretched without stretching its text, and scrolls if it is wider than the page.
 */
final class LaneChart {
    private static final int ABOVE = 20;
    private static final int NAMES = 170;
    private static final int NARROWEST = 880;
    private static final int WIDEST = 9000;
    private static final double CHARACTER = 6.6;

    private final Markup page;
    private final Run run;
    private final Window window;
    private final Scale scale;
    private final List<Lane> lanes = new ArrayList<>();
    private final FaultKinds kinds;
    private final int width;
    private final int height;

    /** @param width that shows the shortest bars well, in pixels; the chart is at most {@value #WIDEST} wide */
    LaneChart(Markup page, Run run, Window window, Scale scale, List<Lane> lanes, int width) {
        this.page = page;
        this.run = run;
        this.window = window;
        this.scale = scale;
        this.kinds = run.kinds();
        phases().ifPresent(this.lanes::add);
        this.lanes.addAll(faults());
        this.lanes.addAll(lanes);
        this.width = Math.min(WIDEST, Math.max(NARROWEST, width));
        this.height = top(this.lanes.size()) + 4;
    }

    /** @param words description of the chart, for readers who cannot see it */
    void write(String words) {
        page.open("div", "class", "lanes").line();
        names();
        page.open("div", "class", "scroll", "tabindex", 0, "role", "group", "aria-label", words)
                .line();
        page.open(
                        "svg",
                        "class",
                        "marks",
                        "role",
                        "img",
                        "aria-label",
                        words,
                        "height",
                        height,
                        "width",
                        "100%",
                        "style",
                        "min-width:" + width + "px")
                .line();
        background();
        for (int i = 0; i < lanes.size(); i++) {
            page.open("g", "class", "lane").line();
            for (Mark mark : lanes.get(i).marks()) {
                mark(mark, top(i), top(i) + lanes.get(i).kind().line);
            }
            for (Mark mark : lanes.get(i).marks()) {
                label(mark, top(i) + 16);
            }
            page.close().line();
        }
        page.close().line().close().line().close().line();
    }

    private int top(int lane) {
        return ABOVE
                + lanes.subList(0, lane).stream()
                        .mapToInt(above -> above.kind().height)
                        .sum();
    }

    private Optional<Lane> phases() {
        List<Mark> marks = run.phases().stream()
                .filter(phase -> window.shows(phase.from(), phase.to()))
                .map(phase -> new Mark(Shape.BAR, phase.from(), phase.to(), "phase", phase.name(), phase.title()))
                .toList();
        return marks.isEmpty() ? Optional.empty() : Optional.of(Lane.of("phase", marks));
    }

    private List<Lane> faults() {
        List<Lane> rows = new ArrayList<>();
        for (String kind : kinds.names()) {
            List<Mark> marks = kinds.of(kind).stream()
                    .filter(shade -> window.shows(shade.from(), shade.to()))
                    .map(shade -> new Mark(
                            Shape.THIN, shade.from(), shade.to(), "strip " + kinds.colour(kind), "", shade.title()))
                    .toList();
            if (!marks.isEmpty()) {
                rows.add(Lane.of("⚡ " + kind, marks));
            }
        }
        return rows;
    }

    private void names() {
        page.open("svg", "class", "names", "height", height, "width", NAMES, "aria-hidden", "true")
                .line();
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            String name = Format.shortened(lane.name(), 25);
            if (lane.kind() == Lane.Kind.HEADING) {
                Svg.text(page, name, "heading", 0, top(i) + 20, "start").line();
            } else {
                Svg.text(page, name, "axis", NAMES - 10, top(i) + 16, "end").line();
            }
        }
        page.close().line();
    }

    private void background() {
        for (int i = 0; i <= lanes.size(); i++) {
            Svg.line(page, "grid", 0, "100%", top(i), top(i));
        }
        page.line();
        for (String kind : kinds.names()) {
            kinds.of(kind).stream()
                    .filter(shade -> window.shows(shade.from(), shade.to()))
                    .forEach(shade -> shade(shade, kinds.colour(kind)));
        }
        for (Phase phase : run.phases()) {
            if (window.shows(phase.from(), phase.from())) {
                across("phase", scale.percent(phase.from()), "");
            }
        }
        scale.ticks().forEach(tick -> across("tick", tick.percent(), tick.label()));
    }

    private void shade(FaultKinds.Shade shade, String colour) {
        double from = scale.percent(shade.from());
        double length = Math.max(0.1, scale.percent(shade.to()) - from);
        Svg.rect(page, "shade " + colour, percent(from), ABOVE, percent(length), height - ABOVE)
                .line();
    }

    private void across(String cssClass, double at, String label) {
        page.open("g", "class", cssClass);
        Svg.line(page, "", percent(at), percent(at), ABOVE - 4, height);
        if (!label.isEmpty()) {
            Svg.text(page, label, "", percent(at), 12, at < 2 ? "start" : at > 97 ? "end" : "middle");
        }
        page.close().line();
    }

    private void mark(Mark mark, int top, int line) {
        if (mark.shape() == Shape.BAR) {
            bar(mark, top + 4, 16);
        } else if (mark.shape() == Shape.THIN) {
            bar(mark, line - 3, 7);
        } else {
            sign(mark, line);
        }
    }

    private void sign(Mark mark, int line) {
        page.open("svg", "class", "sign-at", "x", percent(scale.percent(mark.from())), "y", line);
        page.leaf("title", mark.title())
                .empty(
                        "path",
                        "class",
                        "sign " + mark.cssClass(),
                        "d",
                        mark.shape().sign());
        page.close().line();
    }

    private void bar(Mark mark, int top, int thickness) {
        double from = scale.percent(mark.from());
        String length = percent(Math.max(0.05, scale.percent(mark.to()) - from));
        String cssClass = "bar " + mark.cssClass();
        Svg.rectWithTitle(page, mark.title(), cssClass, percent(from), top, length, thickness, "rx", 2)
                .line();
    }

    /** Only where it fits. */
    private void label(Mark mark, int y) {
        double from = scale.percent(mark.from());
        double room = (scale.percent(mark.to()) - from) / 100 * width;
        if (!mark.label().isEmpty() && mark.label().length() * CHARACTER + 8 < room) {
            page.leaf("text", mark.label(), "class", "in " + mark.cssClass(), "x", percent(from), "dx", 4, "y", y);
            page.line();
        }
    }

    private static String percent(double share) {
        return Format.of("%.3f%%", share).replaceFirst("\\.?0+%$", "%");
    }
}
