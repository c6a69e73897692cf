package io.arbiter.cli;

import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import picocli.CommandLine.Command;

/** Who leads, who is there, and how far each node is. */
@Command(name = "status",
description = {"Shows the leader and every node: role, applied index, lag, problem.",
    "Exits with 4 if there is no leader or a majority is missing."},
        footer = {"Examples:", "  arbiter status", "  arbiter status --endpoints 127.0.1.2:7401 -o json"})
final class StatusCommand extends ClusterCommand {

    @Override
    ExitCode run(Cluster cluster, Output output) {
        StatusResponse status = cluster.repeatable(stub -> stub.status(StatusRequest.getDefaultInstance()));
        if (output.json()) {
            output.object(status);
        } else {
            output.say(headline(status));
            output.table(table(status, output.paint()));
        }
        requireWorking(status);
        return ExitCode.OK;
    }

    private static String headline(StatusResponse status) {
        String leader = status.getLeader().isEmpty()
                ? "no leader" : "leader " + status.getLeader() + " in term " + status.getTerm();
        return Text.printable("cluster " + status.getCluster() + ": " + leader + ", last token "
                + status.getLastToken()
                + ", " + status.getSessions() + " sessions, " + status.getLeases() + " leases (says "
                + status.getAnsweredBy() + ")");
    }

    private static Table table(StatusResponse status, Paint paint) {
        Table table = new Table("NODE", "REGION", "ROLE", "TERM", "APPLIED", "LAG", "ADDRESS", "VERSION",
                "PROBLEM")
                .paintLast(paint::bad);
        for (NodeStatus node : status.getNodesList()) {
            boolean there = node.getReachable();
            table.row(node.getNode(), node.getRegion(), node.getRole(), there ? node.getTerm() : "-",
                    there ? node.getAppliedIndex() : "-", node.hasLag() ? node.getLag() : "-",
                    node.getClientAddress(), node.getVersion(), problem(node));
        }
        return table;
    }

    private static String problem(NodeStatus node) {
        return node.getReachable() || !node.getProblem().isEmpty() ? node.getProblem() : "unreachable";
    }

    private static void requireWorking(StatusResponse status) {
        long reachable = status.getNodesList().stream().filter(NodeStatus::getReachable).count();
        int all = status.getNodesCount();
        boolean majority = reachable > all / 2;
        if (!status.getLeader().isEmpty() && majority) {
            return;
        }
        throw CliException.builder(ExitCode.UNAVAILABLE, majority ? "NO_LEADER" : "MAJORITY_MISSING")
                .message(majority ? "no leader is known: nothing can be granted or renewed"
                        : "only " + reachable + " of " + all + " nodes can be reached, a majority is "
                        + (all / 2 + 1))
                .fact("answered_by", status.getAnsweredBy()).fact("reachable", reachable).fact("nodes", all)
                .remedy(majority ? "an election takes a few seconds: ask again"
                : "start the nodes that are missing")
                .build();
    }
}
