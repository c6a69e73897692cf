package io.arbiter.cli.promotion;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.v1.Call;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The new holder's word. */
@Command(
        name = "complete",
        description = {
            "Says for the new holder that the storage of RESOURCE is promoted, and that its guards have the new token.",
            "CMD of arbiter run --confirm-promotion cmd says so itself: its environment has the session and the token."
        },
        footer = {
            "Examples:",
            "  arbiter promotion complete orders --session 12 --expect-token 42",
            "  arbiter promotion complete orders --session 12 --expect-token 42 --id 7"
        })
public final class PromotionCompleteCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What was promoted.")
    private String resource;

    @Option(
            names = "--session",
            paramLabel = "ID",
            required = true,
            converter = Converters.SessionId.class,
            description = "The session that was granted it.")
    private long session;

    @Option(
            names = "--expect-token",
            paramLabel = "TOKEN",
            required = true,
            converter = Converters.Token.class,
            description = "The token of that grant.")
    private long token;

    @Mixin
    private final PromotionIdOption which = new PromotionIdOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        var request = CompletePromotionRequest.newBuilder()
                .setResource(resource)
                .setSessionId(session)
                .setToken(token)
                .setPromotionId(which.id(resource, cluster));
        PromotionInfo completed = cluster.change(
                        Call.newBuilder().setCompletePromotion(request), Reply::getCompletePromotion)
                .getPromotion();
        PromotionText.print(completed, output);
        return ExitCode.OK;
    }
}
