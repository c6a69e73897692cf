package io.arbiter.chaos.report.chart;

import io.arbiter.testsupport.html.Ticks;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The position of a moment of the run across a chart, in percent of its width. */
interface Scale {
    /** A line across the chart; a label may be empty. */
    record Tick(double percent, String label) {}

    /** Moments outside the chart are put at its edge. */
    double percent(long time);

    List<Tick> ticks();

    /** True to time. */
    static Scale linear(Window window) {
        return new Scale() {
            @Override
            public double percent(long time) {
                double share = (time - window.from()) / (double) Math.max(1, window.to() - window.from());
                return 100 * Math.min(1, Math.max(0, share));
            }

            @Override
            public List<Tick> ticks() {
                long step = Ticks.step(window.to() - window.from(), 10);
                return Ticks.between(window.from(), window.to(), step).stream()
                        .map(time -> new Tick(percent(time), Ticks.instant(time, step)))
                        .toList();
            }
        };
    }

    /** True to order only: as much room between any two moments that follow each other. */
    static Scale ordinal(Collection<Long> moments) {
        var ordered = new TreeSet<>(moments);
        return new Scale() {
            @Override
            public double percent(long time) {
                double place = ordered.headSet(time).size() + (ordered.contains(time) ? 0.5 : 0);
                return 100 * place / Math.max(1, ordered.size());
            }

            @Override
            public List<Tick> ticks() {
                return ordered.stream().map(time -> new Tick(percent(time), "")).toList();
            }
        };
    }
}
