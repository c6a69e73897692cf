package io.arbiter.cli.policy;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.client.model.policy.PolicyChange;
import java.util.List;
import picocli.CommandLine.Command;

/** Who is outside the policies in force. */
@Command(
        name = "check",
        description = {
            "Shows who holds what its policy forbids by now, what waits for an operator, and what nobody may have.",
            "To end such a lease, or to let other regions follow: arbiter lease break."
        },
        footer = {"Examples:", "  arbiter policy check", "  arbiter policy check -o json"})
public final class PolicyCheckCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        Findings findings = Findings.of(cluster, new PolicyChange(0, List.of(), List.of()));
        if (output.json()) {
            var answer = new JsonObject();
            answer.add("findings", findings.json());
            output.object(answer);
        } else {
            findings.print(output);
        }
        return ExitCode.OK;
    }
}
