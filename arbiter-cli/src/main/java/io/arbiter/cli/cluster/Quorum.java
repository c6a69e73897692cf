package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.v1.NodeRole;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ability of the cluster to grant and answer, as reported by one of its nodes and the peers that it reached. */
public record Quorum(StatusResponse status) {

    /** The node that leads; empty if none is known, or if the last known one cannot be reached or leads no more. */
    public Optional<String> leader() {
        return status.getNodesList().stream()
                .filter(node -> node.getNode().equals(status.getLeader())
                        && node.getReachable()
                        && node.getRole() == NodeRole.NODE_ROLE_LEADER)
                .map(NodeStatus::getNode)
                .findFirst();
    }

    /** Those that count for a majority. */
    private List<NodeStatus> voters() {
        return status.getNodesList().stream()
                .filter(node -> !node.getNoMember())
                .toList();
    }

    private List<NodeStatus> missing() {
        return voters().stream().filter(node -> !node.getReachable()).toList();
    }

    /** The reason why nothing can be granted, renewed or read; empty if it can. */
    public Optional<CliException.Builder> problem() {
        int nodes = voters().size();
        int reachable = nodes - missing().size();
        boolean majority = reachable > nodes / 2;
        if (majority && leader().isPresent()) {
            return Optional.empty();
        }
        CliException.Builder error = CliException.builder(
                        ExitCode.UNAVAILABLE, majority ? "NO_LEADER" : "MAJORITY_MISSING")
                .message(
                        majority
                                ? noLeader()
                                : "only " + reachable + " of " + nodes + " nodes can be reached, a majority is "
                                        + (nodes / 2 + 1) + "; missing: " + names())
                .fact("answered_by", status.getAnsweredBy())
                .fact("reachable", reachable)
                .fact("nodes", nodes)
                .remedy(
                        majority
                                ? "an election takes a few seconds: ask again"
                                : "start the nodes that are missing, or mend the links to them");
        return Optional.of(missing().isEmpty() ? error : error.fact("missing", names()));
    }

    private String noLeader() {
        return status.getLeader().isEmpty()
                ? "no leader is known: nothing can be granted or renewed"
                : "the last known leader, " + status.getLeader() + ", does not answer as leader: an election is due";
    }

    private String names() {
        return missing().stream()
                .map(node -> node.getNode() + " (" + node.getClientAddress() + ")")
                .collect(Collectors.joining(", "));
    }
}
