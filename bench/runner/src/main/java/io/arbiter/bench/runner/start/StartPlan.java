package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.arbiter.ManyLeases;
import java.time.Duration;
import java.util.Map;

/**
 * The work of a run.
 *
 * @param shape of the servers' leases; nobody renews them, so their TTL has to last for the whole run
 * @param snapshotEvery entries from one snapshot to the next
 * @param snapshots that each server is to take under the beat
 * @param beat from the start of one acquire and release to the next
 * @param heating of client and servers by the beat before anything counts
 * @param patience with the snapshots
 * @param archived whether the servers start from a class data archive, as they ship
 */
record StartPlan(
        ManyLeases.Shape shape,
        int snapshotEvery,
        int snapshots,
        Duration beat,
        Duration heating,
        Duration patience,
        boolean archived) {
    /** A hundred leases a session, for as long as a session may last. */
    static StartPlan of(int leases, int snapshotEvery) {
        return new StartPlan(
                new ManyLeases.Shape(leases, 100, Duration.ofHours(1)),
                snapshotEvery,
                3,
                Duration.ofMillis(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(3),
                true);
    }

    /** Of the servers' configuration. */
    Map<String, String> keys() {
        return Map.of("snapshot.every-entries", "" + snapshotEvery);
    }
}
