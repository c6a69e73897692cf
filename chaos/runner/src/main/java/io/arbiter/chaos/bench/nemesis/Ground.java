package io.arbiter.chaos.bench.nemesis;

import java.time.Duration;
import java.util.List;

/**
 * Facts of a run that are known ahead of it.
 *
 * @param nodes their names
 * @param interval one fault in so much time
 * @param ttl of the sessions; zero if the workload has none
 * @param driftPpm by how much clients' clocks may differ from true time, in parts per million
 */
public record Ground(List<String> nodes, Duration interval, Duration ttl, int driftPpm) {
    private static final int NODE_DRIFT_PPM = 10_000;

    /** By how much nodes' clocks may differ: never more than the 1 % that the arbiter's own drift bound allows for. */
    int nodeDriftPpm() {
        return Math.min(driftPpm, NODE_DRIFT_PPM);
    }

    String needsLeases() {
        return ttl.isZero() ? "strikes holders of leases: use it with --workload lease" : "";
    }

    String needsPeers() {
        return nodes.size() < 2 ? "needs at least 2 nodes: use --nodes 3 or 5" : "";
    }
}
