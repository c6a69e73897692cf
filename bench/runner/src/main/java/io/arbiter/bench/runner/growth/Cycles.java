package io.arbiter.bench.runner.growth;

import io.arbiter.bench.runner.growth.Line.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A server's samples, divided at the purges of its log. The log's size on disk and in memory is a sawtooth; only the
 * lowest points of its teeth can be compared with each other. Samples before the first purge are left out.
 */
record Cycles(List<List<Sample>> samples) {
    static Cycles of(List<Sample> samples) {
        List<List<Sample>> cycles = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i).logStart() > samples.get(i - 1).logStart()) {
                cycles.add(new ArrayList<>());
            }
            if (!cycles.isEmpty()) {
                cycles.get(cycles.size() - 1).add(samples.get(i));
            }
        }
        return new Cycles(cycles);
    }

    int count() {
        return samples.size();
    }

    /** The lowest point of each cycle. @param value null where a sample has none */
    List<Point> lowest(Function<Sample, Long> value) {
        return samples.stream()
                .map(cycle -> cycle.stream()
                        .filter(sample -> value.apply(sample) != null)
                        .min(Comparator.comparing(value))
                        .orElse(null))
                .filter(Objects::nonNull)
                .map(sample -> new Point(sample.atSeconds(), value.apply(sample)))
                .toList();
    }
}
