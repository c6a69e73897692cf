package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Spell;
import io.arbiter.bench.runner.measure.Weight;
import java.util.List;

/**
 * Observations of one server.
 *
 * @param leads after the snapshots
 * @param empty before the leases came
 * @param loaded with all leases, after the snapshots
 * @param snapshotBytes of the newest snapshot
 * @param snapshotMs duration of each, to a few milliseconds, in the order of time
 */
record ServerFigures(
        String server, boolean leads, Weight empty, Weight loaded, long snapshotBytes, List<Long> snapshotMs) {
    static List<Long> millis(List<Spell> writings) {
        return writings.stream().map(writing -> writing.nanos() / 1_000_000).toList();
    }
}
