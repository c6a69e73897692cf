package io.arbiter.bench.runner.report;

import io.arbiter.bench.runner.measure.Reading;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Shares;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Results of invented rounds. */
final class Rows {
    private static final long MICRO = 1_000;

    private Rows() {}

    /** @param micros the median of each round; the throughput is a million by it */
    static Result of(String system, String scenario, int... micros) {
        return of(
                new Result.Heading(system, system + " 1.0", "local", "leader", 64, null, true, "2026-11-21T12:00:00Z"),
                scenario,
                micros);
    }

    static Result of(Result.Heading heading, String scenario, int... micros) {
        List<Round> rounds = IntStream.of(micros)
                .mapToObj(value -> new Round(
                        List.of(new Reading(scenario, 1e6 / value, 100, latencies(value))),
                        Duration.ofMillis(300),
                        600L << 20,
                        1_000,
                        shares(scenario)))
                .toList();
        return Result.of(heading, scenario, rounds);
    }

    private static Optional<Shares> shares(String scenario) {
        return scenario.equals("handoff") ? Shares.of(new long[] {1, 3}) : Optional.empty();
    }

    private static Histogram latencies(int micros) {
        var histogram = new Histogram(1_000, 1_000_000_000_000L, 3);
        histogram.recordValueWithCount(micros * MICRO, 98);
        histogram.recordValueWithCount(10 * micros * MICRO, 2);
        return histogram;
    }
}
