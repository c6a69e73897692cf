package io.arbiter.cli.policy;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.policy.StoredPolicy;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One policy, as a file that can be applied. */
@Command(
        name = "get",
        description = {
            "Prints the policy of SCOPE, or the one that decides about a resource, as a file for arbiter policy apply.",
            "Exits with 3 if there is none."
        },
        footer = {"Examples:", "  arbiter policy get tenants/eu/", "  arbiter policy get --for tenants/eu/4711"})
public final class PolicyGetCommand extends ClusterCommand {
    @ArgGroup(multiplicity = "1")
    private Which which;

    private static final class Which {
        @Parameters(paramLabel = "SCOPE", description = "Its scope; '' for that of all resources.")
        private String scope;

        @Option(
                names = "--for",
                paramLabel = "RESOURCE",
                converter = Converters.Resource.class,
                description = "The resource that it decides about.")
        private String resource;
    }

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        StoredPolicy found = find(cluster)
                .orElseThrow(() -> CliException.builder(ExitCode.NOT_FOUND, "NO_POLICY")
                        .message(
                                which.resource == null
                                        ? DisplayText.scope(which.scope) + " has no policy of its own"
                                        : "no policy decides about " + which.resource)
                        .remedy("see which there are: arbiter policy ls")
                        .build());
        String file = PolicyText.file(List.of(found.policy()));
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("scope", found.policy().scope());
            answer.addProperty("version", Long.toString(found.version()));
            answer.addProperty("file", file + "\n");
            output.object(answer);
        } else {
            output.say(file);
            output.note("changed last at version " + found.version());
        }
        return ExitCode.OK;
    }

    private Optional<StoredPolicy> find(Cluster cluster) {
        if (which.resource != null) {
            return cluster.change(admin -> admin.policyOf(which.resource));
        }
        return cluster.change(ArbiterAdmin::policies).policies().stream()
                .filter(stored -> stored.policy().scope().equals(which.scope))
                .findFirst();
    }
}
