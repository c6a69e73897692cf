package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.Statistics;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A stretch of the run with the operations that fall into it.
 *
 * @param from nanoseconds since the run started, included
 * @param to excluded
 */
record TimeBin(long from, long to, Statistics statistics) {
    private static final int MOST = 80;
    private static final long SHORTEST = 100_000_000;

    /** Bins of equal and round width, at most {@value #MOST} of them. */
    static List<TimeBin> of(Run run, ToLongFunction<Call> time) {
        long width = Math.max(SHORTEST, Ticks.step(run.end(), MOST));
        List<List<Call>> parts = new ArrayList<>();
        for (long from = 0; from <= run.end(); from += width) {
            parts.add(new ArrayList<>());
        }
        run.requests()
                .forEach(call ->
                        parts.get((int) (time.applyAsLong(call) / width)).add(call));
        List<TimeBin> bins = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            bins.add(new TimeBin(i * width, (i + 1) * width, Statistics.of("", parts.get(i))));
        }
        return bins;
    }

    double perSecond(long count) {
        return count / Format.seconds(to - from);
    }

    long middle() {
        return (from + to) / 2;
    }
}
