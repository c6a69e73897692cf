package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Spell;
import java.util.Comparator;
import java.util.List;

/**
 * A cycle of over 100 ms, and its position, which hints at the cause of the delay.
 *
 * @param besideStopsMs its length without the time that any server's JVM stopped all threads
 * @param sinceWritingMs from the start of the last snapshot that any server had started by this cycle's end, to this
 *     cycle's start: below 0 if the snapshot started in it; null before the first one
 */
record LongCycle(double ms, double besideStopsMs, Double sinceWritingMs) {
    private static final double MILLI = 1e6;

    static LongCycle of(Spell cycle, List<Spell> stops, List<Spell> writings) {
        Double since = writings.stream()
                .filter(writing -> writing.beginNanos() - cycle.endNanos() <= 0)
                .max(Comparator.comparingLong(Spell::beginNanos))
                .map(writing -> (cycle.beginNanos() - writing.beginNanos()) / MILLI)
                .orElse(null);
        return new LongCycle(cycle.nanos() / MILLI, cycle.nanosOutside(cycle.those(stops)) / MILLI, since);
    }
}
