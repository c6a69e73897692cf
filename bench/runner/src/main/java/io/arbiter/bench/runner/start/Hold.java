package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Latencies;
import io.arbiter.bench.runner.measure.Spell;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client's view of the servers during part of the time.
 *
 * @param cycles of acquire and release that touch it
 * @param longestBesideStopsMs the longest cycle of these, less the time that any server's JVM stopped all threads in it
 * @param longestStopMs the longest time in it that a server's JVM stopped all threads, for a collection mostly
 */
record Hold(Latencies cycles, double longestBesideStopsMs, double longestStopMs) {
    /** The state is captured before the file is there. */
    private static final Duration BEFORE = Duration.ofMillis(50);
    /** The log is purged and an older snapshot deleted when the file is there. */
    private static final Duration AFTER = Duration.ofMillis(250);

    /** While any server wrote a snapshot, with a margin before and after it, and while none did. */
    record Both(Hold writing, Hold calm, List<LongCycle> longCycles) {
        static Both of(List<Spell> cycles, List<Spell> stops, List<Spell> writings, Duration pace) {
            List<Spell> times = writings.stream()
                    .map(writing -> writing.widened(BEFORE, AFTER))
                    .toList();
            Predicate<Spell> inside = spell -> spell.meetsAny(times);
            return new Both(
                    Hold.of(cycles, stops, inside, pace),
                    Hold.of(cycles, stops, inside.negate(), pace),
                    cycles.stream()
                            .filter(Latencies::isLong)
                            .map(cycle -> LongCycle.of(cycle, stops, writings))
                            .toList());
        }
    }

    private static Hold of(List<Spell> cycles, List<Spell> stops, Predicate<Spell> counts, Duration pace) {
        List<Spell> counted = cycles.stream().filter(counts).toList();
        long beside = counted.stream()
                .mapToLong(cycle -> cycle.nanosOutside(cycle.those(stops)))
                .max()
                .orElse(0);
        return new Hold(
                Latencies.of(counted, pace),
                beside / 1e6,
                Latencies.longestMillis(stops.stream().filter(counts).toList()));
    }
}
