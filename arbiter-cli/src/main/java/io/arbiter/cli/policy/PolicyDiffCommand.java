package io.arbiter.cli.policy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Text;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyList;
import io.arbiter.client.model.policy.StoredPolicy;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares a file with what is in force. */
@Command(
        name = "diff",
        description = {
            "Shows what FILE says otherwise than the policies in force, and which of these it does not name.",
            "For whom it would change something: arbiter policy apply --dry-run."
        },
        footer = {"Examples:", "  arbiter policy diff -f policies.yaml"})
public final class PolicyDiffCommand extends ClusterCommand {
    @Mixin
    private final FileOption file = new FileOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        List<Policy> wanted = file.read().policies();
        PolicyList now = cluster.change(ArbiterAdmin::policies);
        List<Difference> differences = Difference.between(now, wanted);
        List<String> others = now.policies().stream()
                .map(StoredPolicy::policy)
                .map(Policy::scope)
                .filter(scope ->
                        wanted.stream().noneMatch(policy -> policy.scope().equals(scope)))
                .toList();
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("version", Long.toString(now.version()));
            answer.add("policies", DifferenceReport.json(differences));
            var rest = new JsonArray();
            others.forEach(rest::add);
            answer.add("notInFile", rest);
            output.object(answer);
            return ExitCode.OK;
        }
        DifferenceReport.print(differences, output);
        if (!others.isEmpty()) {
            output.say("not in the file: "
                    + others.stream()
                            .map(DisplayText::scope)
                            .map(Text::printable)
                            .collect(Collectors.joining(", ")));
        }
        return ExitCode.OK;
    }
}
