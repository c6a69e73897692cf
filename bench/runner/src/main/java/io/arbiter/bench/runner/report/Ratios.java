package io.arbiter.bench.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * Arbiter's figures as multiples of another system's, measured in the same run.
 *
 * @param throughput more is better; null for a result without one
 * @param p50 less is better, as for p99
 */
record Ratios(Double throughput, double p50, double p99) {
    private static final String SUBJECT = "arbiter";

    /** Empty for Arbiter itself, and where it was not measured. */
    static Optional<Ratios> to(Result other, List<Result> results) {
        return subject(other, results)
                .map(subject -> new Ratios(
                        other.throughputPerS() == null
                                ? null
                                : (Double) (subject.throughputPerS() / other.throughputPerS()),
                        subject.p50Us() / other.p50Us(),
                        subject.p99Us() / other.p99Us()));
    }

    private static Optional<Result> subject(Result other, List<Result> results) {
        return results.stream()
                .filter(result ->
                        result.system().equals(SUBJECT) && !other.system().equals(SUBJECT) && result.isBeside(other))
                .findFirst();
    }

    String text() {
        return (throughput == null ? "" : Figures.times(throughput) + " throughput, ") + Figures.times(p50) + " p50, "
                + Figures.times(p99) + " p99";
    }
}
