package io.arbiter.bench.runner.growth;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The course of one quantity over time, in bytes.
 *
 * @param first in the first sample that has it
 * @param last in the last one
 * @param cycles between purges of the log, each of which gave one point of the line
 * @param dayGrowth growth in 24 h, if it goes on as from cycle to cycle; null if there were too few of them
 * @param dayError one standard error of that
 */
record Quantity(long first, long lowest, long highest, long last, int cycles, Long dayGrowth, Long dayError) {
    private static final long DAY = Duration.ofHours(24).toSeconds();

    /** @param value null where a sample has none; the first and the last must have one */
    static Quantity of(List<Sample> samples, Function<Sample, Long> value) {
        List<Long> values = samples.stream().map(value).filter(Objects::nonNull).toList();
        LongSummaryStatistics all = values.stream().mapToLong(Long::longValue).summaryStatistics();
        List<Line.Point> lowest = Cycles.of(samples).lowest(value);
        Optional<Line> line = Line.through(lowest);
        return new Quantity(
                values.get(0),
                all.getMin(),
                all.getMax(),
                values.get(values.size() - 1),
                lowest.size(),
                line.map(found -> Math.round(found.slope() * DAY)).orElse(null),
                line.map(found -> Math.round(found.error() * DAY)).orElse(null));
    }
}
