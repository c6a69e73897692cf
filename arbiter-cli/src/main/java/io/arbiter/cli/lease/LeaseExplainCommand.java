package io.arbiter.cli.lease;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.Reply;
import io.arbiter.v1.WaiterInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains why a region does not have a lease, and when it could. */
@Command(
        name = "explain",
        description = "Says who holds RESOURCE, who waits, and what stands between a region and it.",
        footer = {"Examples:", "  arbiter lease explain orders", "  arbiter lease explain orders --for-region us-west"})
public final class LeaseExplainCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What the lease is for.")
    private String resource;

    @Option(
            names = "--for-region",
            paramLabel = "REGION",
            converter = Converters.Region.class,
            description = "Ask on behalf of this region. Default: any newcomer.")
    private String forRegion;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ExplainRequest.Builder request =
                ExplainRequest.newBuilder().setResource(resource).setRegion(forRegion == null ? "" : forRegion);
        ExplainResponse answer = cluster.read(Call.newBuilder().setExplain(request), Reply::getExplain);
        if (output.json()) {
            output.object(answer);
            return ExitCode.OK;
        }
        holder(answer, output);
        waiters(answer, output);
        conditions(answer, output);
        return ExitCode.OK;
    }

    private static void holder(ExplainResponse answer, Output output) {
        String resource = Text.printable(answer.getResource());
        if (!answer.hasLease()) {
            output.say(resource + " is held by nobody.");
            return;
        }
        output.say(resource + " is held by " + DisplayText.holder(answer.getLease()) + " with token "
                + answer.getLease().getToken() + ", since "
                + Durations.instant(answer.getLease().getGrantedWallMillis())
                + (answer.hasRemainingMillis()
                        ? "; it lapses in " + Durations.format(answer.getRemainingMillis()) + " unless renewed."
                        : "."));
    }

    private static void waiters(ExplainResponse answer, Output output) {
        int place = 1;
        for (WaiterInfo waiter : answer.getWaitersList()) {
            output.say("Waiting, number " + place++ + ": " + DisplayText.waiter(waiter) + ".");
        }
    }

    private void conditions(ExplainResponse answer, Output output) {
        String who = forRegion == null ? "a newcomer" : forRegion;
        if (answer.getConditionsCount() == 0) {
            output.say("Nothing stands between " + who + " and a grant.");
            return;
        }
        output.say("Between " + who + " and a grant, in this order:");
        int number = 1;
        for (ExplainResponse.Condition condition : answer.getConditionsList()) {
            output.say("  " + number++ + ". " + DisplayText.condition(condition.getCode()) + ": "
                    + Text.printable(condition.getDetail())
                    + " " + DisplayText.passes(condition.hasEarliestMillis(), condition.getEarliestMillis()));
        }
    }
}
