package io.arbiter.bench.runner.growth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The work of a run, and the intervals of its samples.
 *
 * @param length of the measurement
 * @param interval between two samples of a server
 * @param collections time between two collections of a server's heap; one more follows each purge of its log
 * @param sessions that are renewed in turn
 * @param renewalsPerSecond of all sessions together
 * @param snapshotEvery entries from one snapshot to the next; empty for the shipped setting
 */
record GrowthPlan(
        Duration length,
        Duration interval,
        Duration collections,
        int sessions,
        int renewalsPerSecond,
        Optional<Integer> snapshotEvery) {
    /** A session renews each 10 s, a third of its TTL. */
    static GrowthPlan of(int minutes, Optional<Integer> snapshotEvery) {
        return new GrowthPlan(
                Duration.ofMinutes(minutes),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                10_000,
                1_000,
                snapshotEvery);
    }

    Duration ttl() {
        return Duration.ofSeconds(3L * sessions / renewalsPerSecond);
    }

    /** Of the servers' configuration. */
    Map<String, String> keys() {
        return snapshotEvery
                .map(entries -> Map.of("snapshot.every-entries", "" + entries))
                .orElse(Map.of());
    }
}
