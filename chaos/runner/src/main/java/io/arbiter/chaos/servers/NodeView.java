package io.arbiter.chaos.servers;

import io.arbiter.testsupport.servers.NodeProbe;
import java.util.Map;
import java.util.Optional;

/**
 * A server's report of itself.
 *
 * @param ready     whether it reaches a leader
 * @param problem   in words, if it is not ready
 * @param leader    whether it assumes that it leads
 * @param term      of the election it knows of
 * @param committed index of the newest entry that it knows to be committed
 * @param applied   index of the newest entry in its state
 * @param snapshot  index of its newest snapshot, -1 before the first
 */
public record NodeView(
        boolean ready, String problem, boolean leader, long term, long committed, long applied, long snapshot) {
    private static final String NEWEST_SNAPSHOT = "arbiter_raft_snapshot_index";

    /** Empty without an answer, or while the server has no log yet. */
    static Optional<NodeView> of(NodeProbe probe, String http) throws InterruptedException {
        Optional<String> problem = probe.problem(http);
        return problem.isEmpty()
                ? Optional.empty()
                : probe.metrics(http)
                        .filter(metrics -> metrics.containsKey(NEWEST_SNAPSHOT))
                        .map(metrics -> of(problem.get(), metrics));
    }

    private static NodeView of(String problem, Map<String, Double> metrics) {
        return new NodeView(
                problem.isEmpty(),
                problem,
                metrics.get(NodeProbe.LEADS) == 1,
                gauge(metrics, "term"),
                gauge(metrics, "committed_index"),
                gauge(metrics, "applied_index"),
                metrics.get(NEWEST_SNAPSHOT).longValue());
    }

    private static long gauge(Map<String, Double> metrics, String name) {
        return metrics.get("arbiter_raft_" + name).longValue();
    }
}
