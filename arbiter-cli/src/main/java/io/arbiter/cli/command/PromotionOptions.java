package io.arbiter.cli.command;

import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.client.model.promotion.PromotionRequest;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.RequestPromotionRequest;
import java.util.UUID;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How something is to be promoted, by whom and why. */
public final class PromotionOptions {
    @ArgGroup
    private final Mode mode = new Mode();

    private static final class Mode {
        @Option(
                names = "--graceful",
                description = "The holder stops its writer and hands over, or nothing moves. The default.")
        private boolean graceful;

        @Option(
                names = "--force",
                description = "The holder's lease is condemned: for a holder that is lost. Needs --accept-data-loss.")
        private boolean forced;

        @Option(
                names = "--graceful-then-force",
                description = "Asked first, condemned if it does not hand over in time. Needs --accept-data-loss.")
        private boolean gracefulThenForced;
    }

    @Option(
            names = "--accept-data-loss",
            description = "You take it on you that the target's copy may lack the latest writes.")
    private boolean acceptDataLoss;

    @Option(names = "--override", description = "Pass over the cool-down after the last promotion.")
    private boolean override;

    @Mixin
    private final CommentOption why = new CommentOption();

    @Mixin
    private final ActorOption actor = new ActorOption();

    /** A request with an id of its own. */
    public RequestPromotionRequest request(
            String resource, String toRegion, long expectedToken, ProcessEnvironment around) {
        return RequestPromotionRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setResource(resource)
                .setToRegion(toRegion)
                .setMode(mode())
                .setExpectedToken(expectedToken)
                .setAcceptDataLoss(acceptDataLoss)
                .setOverride(override)
                .setActor(actor.name(around))
                .setComment(why.comment())
                .build();
    }

    /** As the other, for the library's own calls, and for whichever token is current. */
    public PromotionRequest modelRequest(String resource, String toRegion, ProcessEnvironment around) {
        return new PromotionRequest(
                UUID.randomUUID().toString(),
                resource,
                toRegion,
                switch (mode()) {
                    case PROMOTION_MODE_FORCED -> io.arbiter.client.model.promotion.PromotionMode.FORCED;
                    case PROMOTION_MODE_GRACEFUL_THEN_FORCED ->
                        io.arbiter.client.model.promotion.PromotionMode.GRACEFUL_THEN_FORCED;
                    default -> io.arbiter.client.model.promotion.PromotionMode.GRACEFUL;
                },
                false,
                0,
                acceptDataLoss,
                override,
                why.comment(),
                actor.name(around));
    }

    private PromotionMode mode() {
        if (mode.forced) {
            return PromotionMode.PROMOTION_MODE_FORCED;
        }
        return mode.gracefulThenForced
                ? PromotionMode.PROMOTION_MODE_GRACEFUL_THEN_FORCED
                : PromotionMode.PROMOTION_MODE_GRACEFUL;
    }
}
