package io.arbiter.cli.promotion;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.cli.command.Converters;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Withdraws a promotion. */
@Command(
        name = "cancel",
        description = {
            "Withdraws a promotion of RESOURCE that has granted nothing yet.",
            "A lease that it condemned stays condemned, and ends at its time; the policy says who follows."
        },
        footer = {
            "Examples:",
            "  arbiter promotion cancel orders --comment 'us-east is back'",
            "  arbiter promotion cancel orders --id 7 --comment back -o json"
        })
public final class PromotionCancelCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What is promoted.")
    private String resource;

    @Mixin
    private final PromotionIdOption which = new PromotionIdOption();

    @Mixin
    private final CommentOption why = new CommentOption();

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        var request = CancelPromotionRequest.newBuilder()
                .setResource(resource)
                .setPromotionId(which.id(resource, cluster))
                .setActor(actor.name(cli().around()))
                .setComment(why.comment());
        PromotionInfo cancelled = cluster.change(
                        Call.newBuilder().setCancelPromotion(request), Reply::getCancelPromotion)
                .getPromotion();
        PromotionText.print(cancelled, output);
        return ExitCode.OK;
    }
}
