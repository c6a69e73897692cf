package io.arbiter.cli.policy;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PolicyInfo;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;

/** Lists the policies. */
@Command(
        name = "ls",
        description = "Lists the policies in force, by scope; the longest scope that covers a name decides alone.",
        footer = {"Examples:", "  arbiter policy ls", "  arbiter policy ls -o json"})
public final class PolicyLsCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetPoliciesResponse found = cluster.read(
                Call.newBuilder().setGetPolicies(GetPoliciesRequest.getDefaultInstance()), Reply::getGetPolicies);
        if (output.json()) {
            output.object(found);
            return ExitCode.OK;
        }
        var table = new Table("SCOPE", "ALLOWED", "PREFERRED", "FAILOVER", "LOCK-DELAY", "TTL", "VERSION");
        for (PolicyInfo info : found.getPoliciesList()) {
            Policy policy = info.getPolicy();
            table.row(
                    DisplayText.scope(policy.getScope()),
                    String.join(",", policy.getAllowedRegionsList()),
                    String.join(",", policy.getPreferredRegionsList()),
                    policy.getFailover().name().replaceFirst("^FAILOVER_", ""),
                    Durations.format(policy.getLockDelayMillis()),
                    Durations.format(policy.getMinTtlMillis()) + ".." + Durations.format(policy.getMaxTtlMillis()),
                    info.getVersion());
        }
        output.table(table);
        output.note("the policies are at version " + found.getVersion());
        return ExitCode.OK;
    }
}
