package io.arbiter.client.model;

import java.util.List;

/**
 * The state of the cluster, as one node reports it.
 *
 * @param cluster its name
 * @param clusterId drawn when it was formed, so that no other has it; empty until then
 * @param answeredBy the node that answered
 * @param leader the leader's node; empty if that node knows none
 * @param term of the Raft group
 * @param lastToken the newest fencing token
 * @param sessions how many are open
 * @param leases how many are held
 * @param oldestRevision the oldest at which a watch can begin on that node
 * @param nodes what the answering node knows of each
 */
public record ClusterStatus(
        String cluster,
        String clusterId,
        String answeredBy,
        String leader,
        long term,
        long lastToken,
        long sessions,
        long leases,
        long oldestRevision,
        List<NodeStatus> nodes) {

    /** Copies the list. */
    public ClusterStatus {
        nodes = List.copyOf(nodes);
    }
}
