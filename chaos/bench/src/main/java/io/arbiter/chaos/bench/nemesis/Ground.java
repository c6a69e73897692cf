package io.arbiter.chaos.bench.nemesis;

import java.time.Duration;
import java.util.List;

/**
 * What is known of a run ahead of it.
 *
 * @param nodes their names
 * @param interval one fault in so much time
 * @param ttl of the sessions; zero if the workload has none
 * @param driftPpm by how much clocks may differ from true time, in parts per million
 */
public record Ground(List<String> nodes, Duration interval, Duration ttl, int driftPpm) {
    String needsLeases() {
        return ttl.isZero() ? "strikes holders of leases: use it with --workload lease" : "";
    }

    String needsPeers() {
        return nodes.size() < 2 ? "needs at least 2 nodes: use --nodes 3 or 5" : "";
    }
}
