package io.arbiter.bench.runner.start;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.Await;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.testsupport.servers.NodeProbe;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A server's report of itself.
 *
 * @param leases that it holds, as of the entry that it applied last
 * @param appliedIndex of that entry
 * @param heapBytes in use
 */
record NodeState(long leases, long appliedIndex, long heapBytes, boolean leads) {
    private static final String LEASES = "arbiter_state_leases";
    private static final String APPLIED = "arbiter_raft_applied_index";
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";

    /** Empty without an answer. */
    static Optional<NodeState> of(NodeProbe probe, NodeFiles node) throws InterruptedException {
        return probe.metrics(node.http()).map(NodeState::of);
    }

    /** Waits for an answer. */
    static NodeState await(NodeProbe probe, NodeFiles node) throws IOException {
        return Await.answer("the state of " + Site.region(node.node()), () -> of(probe, node));
    }

    private static NodeState of(Map<String, Double> metrics) {
        return new NodeState(
                metrics.get(LEASES).longValue(),
                metrics.get(APPLIED).longValue(),
                metrics.get(HEAP).longValue(),
                metrics.get(NodeProbe.LEADS) == 1);
    }

    /** Whether it has everything that the other had. */
    boolean reaches(NodeState other) {
        return appliedIndex >= other.appliedIndex;
    }
}
