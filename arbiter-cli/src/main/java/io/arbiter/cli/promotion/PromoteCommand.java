package io.arbiter.cli.promotion;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.command.PromotionOptions;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.Reply;
import io.arbiter.v1.RequestPromotionRequest;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a resource to another region, and follows that. */
@Command(
        name = "promote",
        description = {
            "Moves RESOURCE to a session of another region that waits for it, and follows that step by step.",
            "--graceful asks the holder to stop its writer and hand over. --force condemns its lease, and the target "
                    + "is granted RESOURCE when the holder's gate is provably closed; what was not copied is lost. "
                    + "If this command is interrupted, the promotion goes on: arbiter promotion get RESOURCE."
        },
        footer = {
            "Examples:",
            "  arbiter promote orders --to us-west --comment 'work on us-east' --dry-run",
            "  arbiter promote orders --to us-west --comment 'work on us-east'",
            "  arbiter promote orders --to us-west --force --accept-data-loss --comment lost",
            "",
            "Exits with 1 if it is refused or comes to nothing; --dry-run with 1 if it would be refused."
        })
public final class PromoteCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What is to move.")
    private String resource;

    @Option(
            names = "--to",
            paramLabel = "REGION",
            required = true,
            converter = Converters.Region.class,
            description = "Whose first waiter is to hold it next.")
    private String to;

    @Mixin
    private final PromotionOptions options = new PromotionOptions();

    @Option(
            names = "--expect-token",
            paramLabel = "TOKEN",
            converter = Converters.Token.class,
            description = "Refuse it if the lease has another token by now. Default: whichever it has.")
    private Long token;

    @Option(names = "--dry-run", description = "Change nothing: list all that stands in the way.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Converters.Wait.class,
            defaultValue = "15m",
            description = "How long to follow it; 0s: only ask. Default: ${DEFAULT-VALUE}.")
    private Duration wait;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        RequestPromotionRequest request = options.request(resource, to, token == null ? 0 : token, cli().around());
        return dryRun ? explain(cluster, request, output) : promote(cluster, request, output);
    }

    private ExitCode promote(Cluster cluster, RequestPromotionRequest request, Output output) {
        PromotionInfo asked = cluster.change(Call.newBuilder().setRequestPromotion(request), Reply::getRequestPromotion)
                .getPromotion();
        if (wait.isZero()) {
            PromotionText.print(asked, output);
            return ExitCode.OK;
        }
        output.note(PromotionText.title(asked));
        PromotionInfo last = new PromotionFollow(cluster, output::note).until(asked, wait);
        PromotionResult.requireCompleted(last);
        PromotionText.print(last, output);
        return ExitCode.OK;
    }

    private ExitCode explain(Cluster cluster, RequestPromotionRequest request, Output output) {
        var call = Call.newBuilder()
                .setExplain(ExplainRequest.newBuilder().setResource(resource).setPromotion(request));
        ExplainResponse answer = cluster.read(call, Reply::getExplain);
        if (output.json()) {
            output.object(answer);
        } else {
            Obstacles.lines(answer.getObstaclesList()).forEach(output::say);
        }
        if (answer.getObstaclesCount() > 0) {
            throw CliException.builder(
                            ExitCode.REFUSED, answer.getObstacles(0).getReason().name())
                    .message("the promotion of " + Text.printable(resource) + " to " + Text.printable(to)
                            + " would be refused")
                    .fact("obstacles", answer.getObstaclesCount())
                    .remedy("clear what stands in the way; nothing was changed")
                    .build();
        }
        return ExitCode.OK;
    }
}
