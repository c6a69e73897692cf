package io.arbiter.bench.runner.measure;

import org.HdrHistogram.Histogram;

/**
 * Figures of one operation in one round.
 *
 * <p>Latencies are corrected for coordinated omission, as Gil Tene named it: a caller that waits for an answer sends
 * nothing meanwhile, so that a stall of a second hits one sample of each caller, where callers at a steady rate would
 * have met it a thousand times. {@link Histogram#copyCorrectedForCoordinatedOmission} adds the omitted ones: for an
 * operation that took {@code t} with an expected interval {@code i}, the latencies {@code t-i, t-2i, ... >= i}. The
 * expected interval is the median time between two steps of one caller in the same round, i.e. the rate at which the
 * callers of this system came while it was well.
 *
 * @param perSecond the number that ended in a second of the round
 * @param count all of them, including those that ended after the round
 */
public record Reading(String name, double perSecond, long count, Histogram latencies) {
    private static final double MEDIAN = 50;

    static Reading of(Timings timings, String name) {
        Histogram raw = timings.latencies(name);
        long interval = timings.latencies(ClosedLoop.STEP).getValueAtPercentile(MEDIAN);
        return new Reading(
                name, timings.perSecond(name), raw.getTotalCount(), raw.copyCorrectedForCoordinatedOmission(interval));
    }

    /** Microseconds. */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }
}
