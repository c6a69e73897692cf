package io.arbiter.cli.policy;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the policies of a file, all or none. */
@Command(
        name = "apply",
        description = {
            "Puts all policies of FILE into force in one step, or none of them. Others stay as they are.",
            "Leases that they forbid are kept until their holders let go; waits that they forbid end."
        },
        footer = {
            "Examples:",
            "  arbiter policy apply -f policies.yaml --dry-run",
            "  arbiter policy apply -f policies.yaml --comment residency"
        })
public final class PolicyApplyCommand extends ClusterCommand {
    @Mixin
    private final FileOption file = new FileOption();

    @Option(names = "--dry-run", description = "Only show what would change, and for whom.")
    private boolean dryRun;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            converter = Converters.Comment.class,
            description = "Why, for the event history; 1..1024 bytes. Needed but for a dry run.")
    private String comment;

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        if (!dryRun && comment == null) {
            throw CliException.builder(ExitCode.USAGE, "USAGE")
                    .message("Missing option: '--comment=TEXT', or --dry-run to change nothing")
                    .remedy("say why, for the event history")
                    .build();
        }
        PolicyFile wanted = file.read();
        PolicyList now = cluster.change(ArbiterAdmin::policies);
        List<Difference> differences = Difference.between(now, wanted.policies());
        List<Policy> puts = differences.stream()
                .filter(Difference::changes)
                .map(Difference::policy)
                .toList();
        var change = new PolicyChange(now.version(), puts, List.of());
        Findings findings = Findings.of(cluster, change);
        long version = now.version();
        if (!dryRun && !puts.isEmpty()) {
            String who = actor.name(cli().around());
            version = cluster.change(admin -> admin.changePolicies(change, comment, who));
        }
        print(differences, findings, version, output);
        return ExitCode.OK;
    }

    private void print(List<Difference> differences, Findings findings, long version, Output output) {
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("dryRun", dryRun);
            answer.addProperty("version", Long.toString(version));
            answer.add("policies", DifferenceReport.json(differences));
            answer.add("findings", findings.json());
            output.object(answer);
            return;
        }
        DifferenceReport.print(differences, output);
        findings.print(output);
        output.say((dryRun ? "nothing was changed; the policies are at version " : "the policies are at version ")
                + version);
    }
}
