package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Durations of some cycles of a beat, in milliseconds. The percentiles are corrected for coordinated omission with the
 * pace of the beat; 0 if there were no cycles.
 *
 * @param over100Ms the number that took longer
 */
public record Latencies(long count, double p50Ms, double p99Ms, double p999Ms, double longestMs, long over100Ms) {
    private static final double MILLI = 1e6;
    /** Nanoseconds. */
    private static final long LONGEST = Duration.ofHours(1).toNanos();

    private static final Duration LONG = Duration.ofMillis(100);
    private static final int DIGITS = 3;

    public static Latencies of(List<Spell> cycles, Duration pace) {
        var histogram = new Histogram(LONGEST, DIGITS);
        cycles.forEach(cycle -> histogram.recordValueWithExpectedInterval(cycle.nanos(), pace.toNanos()));
        return new Latencies(
                cycles.size(),
                millis(histogram, 50),
                millis(histogram, 99),
                millis(histogram, 99.9),
                longestMillis(cycles),
                cycles.stream().filter(Latencies::isLong).count());
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / MILLI;
    }

    public static boolean isLong(Spell cycle) {
        return cycle.nanos() > LONG.toNanos();
    }

    /** The longest of them in milliseconds; 0 if there is none. */
    public static double longestMillis(List<Spell> spells) {
        return spells.stream().mapToLong(Spell::nanos).max().orElse(0) / MILLI;
    }
}
