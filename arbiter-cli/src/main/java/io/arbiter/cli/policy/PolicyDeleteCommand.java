package io.arbiter.cli.policy;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Text;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes one policy. */
@Command(
        name = "delete",
        description = {
            "Deletes the policy of SCOPE; what it covers goes by the next shorter one, if there is any.",
            "Where its failover was manual, and the other's is not, whoever waits for a lease that was not "
                    + "released follows."
        },
        footer = {"Examples:", "  arbiter policy delete tenants/eu/ --comment moved"})
public final class PolicyDeleteCommand extends ClusterCommand {
    @Parameters(paramLabel = "SCOPE", description = "Its scope; '' for that of all resources.")
    private String scope;

    @Mixin
    private final CommentOption why = new CommentOption();

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        PolicyList now = cluster.change(ArbiterAdmin::policies);
        if (now.policies().stream().noneMatch(stored -> stored.policy().scope().equals(scope))) {
            throw CliException.builder(ExitCode.NOT_FOUND, "NO_POLICY")
                    .message(DisplayText.scope(scope) + " has no policy of its own")
                    .remedy("see which there are: arbiter policy ls")
                    .build();
        }
        var change = new PolicyChange(now.version(), List.of(), List.of(scope));
        String who = actor.name(cli().around());
        long version = cluster.change(admin -> admin.changePolicies(change, why.comment(), who));
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("deleted", scope);
            answer.addProperty("version", Long.toString(version));
            output.object(answer);
        } else {
            output.say("deleted the policy of " + Text.printable(DisplayText.scope(scope))
                    + "; the policies are at version " + version);
        }
        return ExitCode.OK;
    }
}
