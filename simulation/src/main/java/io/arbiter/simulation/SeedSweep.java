package io.arbiter.simulation;

import io.arbiter.simulation.mutant.Mutant;
import io.arbiter.simulation.time.Coverage;
import java.util.Optional;

/** Many seeds in a row, until one violates a promise. */
final class SeedSweep {
    private final Mutant mutant;
    private final Coverage coverage = new Coverage();
    private final long startedNanos = System.nanoTime();
    private Optional<RunReport> failure = Optional.empty();
    private long seeds;
    private long events;

    SeedSweep(Mutant mutant) {
        this.mutant = mutant;
    }

    /** Runs at most {@code count} seeds, beginning with {@code first}. */
    SeedSweep run(long first, long count) {
        for (long seed = first; seed < first + count && failure.isEmpty(); seed++) {
            add(Simulation.run(seed, mutant, null));
        }
        return this;
    }

    private void add(RunReport report) {
        coverage.addAll(report.coverage());
        seeds++;
        events += report.events();
        if (report.violation().isPresent()) {
            failure = Optional.of(report);
        }
    }

    Optional<RunReport> failure() {
        return failure;
    }

    /** Describes a failure: the broken promise, the command that replays it, and the end of its trace. */
    static String explain(RunReport failure) {
        RunReport again = Simulation.run(failure.seed(), failure.mutant(), line -> {});
        return "seed %d: %s%nreplay: %s%nlast events:%n%s"
                .formatted(
                        failure.seed(),
                        failure.violation().map(Throwable::getMessage).orElse("no violation"),
                        failure.command(),
                        String.join(System.lineSeparator(), again.lastEvents()));
    }

    Coverage coverage() {
        return coverage;
    }

    long seeds() {
        return seeds;
    }

    String speed() {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        return "%,d seeds in %.1f s: %,.0f seeds/s, %,.0f events/s"
                .formatted(seeds, seconds, seeds / seconds, events / seconds);
    }
}
