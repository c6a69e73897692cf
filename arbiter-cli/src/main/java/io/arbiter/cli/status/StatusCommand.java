package io.arbiter.cli.status;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Quorum;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.AnsiColors;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.PauseText;
import io.arbiter.cli.text.Table;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusResponse;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows the leader, the nodes that answer, and how far each node is. */
@Command(
        name = "status",
        description = {
            "Shows the leader and every node: role, applied index, lag, problem; and where failover is paused. Warns of "
                    + "plaintext, and of certificates that end within 30 days.",
            "Exits with 4 if there is no leader or a majority is missing."
        },
        footer = {"Examples:", "  arbiter status", "  arbiter status --endpoints 127.0.1.2:7401 -o json"})
public final class StatusCommand extends ClusterCommand {

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        StatusResponse status = cluster.status();
        if (output.json()) {
            output.object(
                    new Quorum(status).leader().isPresent()
                            ? status
                            : status.toBuilder().clearLeader().build());
        } else {
            headline(status).forEach(output::say);
            status.getPausesList().forEach(pause -> output.say(PauseText.line(pause)));
            output.table(table(status, output.paint()));
            SecurityWarnings.of(status, Instant.now()).forEach(warning -> output.note(Text.printable(warning)));
        }
        new Quorum(status).problem().ifPresent(problem -> {
            throw problem.build();
        });
        return ExitCode.OK;
    }

    private static List<String> headline(StatusResponse status) {
        String last = status.getLeader().isEmpty()
                ? "no leader"
                : "leader unknown (the last known is " + status.getLeader() + ")";
        String leader = new Quorum(status)
                .leader()
                .map(name -> "leader " + name + " in term " + status.getTerm())
                .orElse(last);
        String id = status.getClusterId().isEmpty() ? "" : ", id " + status.getClusterId();
        return List.of(
                Text.printable("cluster " + status.getCluster() + id),
                Text.printable(leader + ", last token "
                        + status.getLastToken() + ", " + status.getSessions() + " sessions, " + status.getLeases()
                        + " leases (says " + status.getAnsweredBy() + ")"));
    }

    private static Table table(StatusResponse status, AnsiColors paint) {
        Table table = new Table("NODE", "REGION", "ROLE", "TERM", "APPLIED", "LAG", "ADDRESS", "VERSION", "PROBLEM")
                .paintLast(paint::bad);
        for (NodeStatus node : status.getNodesList()) {
            boolean there = node.getReachable();
            table.row(
                    node.getNode(),
                    node.getRegion(),
                    there ? DisplayText.role(node.getRole()) : "-",
                    there ? node.getTerm() : "-",
                    there ? node.getAppliedIndex() : "-",
                    node.hasLag() ? node.getLag() : "-",
                    node.getClientAddress(),
                    node.getVersion(),
                    problem(node));
        }
        return table;
    }

    private static String problem(NodeStatus node) {
        return node.getReachable() || !node.getProblem().isEmpty() ? node.getProblem() : "unreachable";
    }
}
