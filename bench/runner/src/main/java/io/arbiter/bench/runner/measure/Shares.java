package io.arbiter.bench.runner.measure;

import java.util.Arrays;
import java.util.Optional;

/**
 * Fairness of a distribution.
 *
 * @param jain Jain's fairness index, (Σx)² / (n Σx²): 1 if all got the same, 1/n if one got all (Jain, Chiu, Hawe 1984)
 * @param luckiest the largest share, as a multiple of an even share
 * @param unluckiest the smallest share, likewise
 */
public record Shares(double jain, double luckiest, double unluckiest) {
    /** Nothing was to be shared. */
    static final Optional<Shares> NONE = Optional.empty();

    /** Empty if nobody got anything. */
    public static Optional<Shares> of(long[] counts) {
        double sum = Arrays.stream(counts).sum();
        if (sum == 0) {
            return NONE;
        }
        double squares = Arrays.stream(counts)
                .mapToDouble(count -> (double) count * count)
                .sum();
        double even = sum / counts.length;
        return Optional.of(new Shares(
                sum * sum / (counts.length * squares),
                Arrays.stream(counts).max().orElseThrow() / even,
                Arrays.stream(counts).min().orElseThrow() / even));
    }
}
