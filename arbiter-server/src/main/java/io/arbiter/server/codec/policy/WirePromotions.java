package io.arbiter.server.codec.policy;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.event.Event;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.RequestPromotionRequest;

/** Promotions on the wire. */
public final class WirePromotions {
    private WirePromotions() {}

    /** Adds an event that a promotion causes. */
    static void change(io.arbiter.v1.Event.Builder proto, Event.Change change) {
        if (change instanceof Event.LeaseCondemned condemned) {
            proto.getLeaseCondemnedBuilder()
                    .setResource(condemned.name())
                    .setSessionId(condemned.session())
                    .setToken(condemned.token())
                    .setPromotionId(condemned.promotion());
        } else if (change instanceof Event.PromotionStepped stepped) {
            var builder = proto.getPromotionSteppedBuilder()
                    .setResource(stepped.name())
                    .setPromotionId(stepped.promotion())
                    .setState(state(stepped.state()))
                    .setFromRegion(stepped.fromRegion())
                    .setToRegion(stepped.toRegion())
                    .setToken(stepped.token());
            stepped.failure().ifPresent(why -> builder.setFailure(failure(why)));
            stepped.by()
                    .ifPresent(by -> builder.setActor(by.actor())
                            .setComment(by.comment())
                            .setIdentity(by.identity().identity()));
        } else if (change instanceof Event.CoolDownEnded ended) {
            proto.getCoolDownEndedBuilder().setResource(ended.name()).setPromotionId(ended.promotion());
        } else {
            throw new IllegalStateException("an event that the protocol does not know: " + change.getClass());
        }
    }

    /** What is asked, by a caller with or without a certificate; a mode that this release does not know is none. */
    public static PromotionRequest request(RequestPromotionRequest wire, Principal caller) {
        return new PromotionRequest(
                wire.getRequestId(),
                wire.getResource(),
                wire.getToRegion(),
                mode(wire.getMode()),
                wire.getAutomated() ? PromotionRequest.Trigger.AUTOMATED : PromotionRequest.Trigger.MANUAL_OVERRIDE,
                wire.getExpectedToken(),
                wire.getAcceptDataLoss(),
                wire.getOverride(),
                new OperatorAction(wire.getActor(), wire.getComment(), caller));
    }

    private static PromotionRequest.Mode mode(PromotionMode wire) {
        return switch (wire) {
            case PROMOTION_MODE_GRACEFUL -> PromotionRequest.Mode.GRACEFUL;
            case PROMOTION_MODE_FORCED -> PromotionRequest.Mode.FORCED;
            case PROMOTION_MODE_GRACEFUL_THEN_FORCED -> PromotionRequest.Mode.GRACEFUL_THEN_FORCED;
            case PROMOTION_MODE_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    public static Command cancel(CancelPromotionRequest wire, Principal caller) {
        return new Command.CancelPromotion(
                wire.getResource(),
                wire.getPromotionId(),
                new OperatorAction(wire.getActor(), wire.getComment(), caller));
    }

    public static Command complete(CompletePromotionRequest wire) {
        return new Command.CompletePromotion(
                new LeaseRef(wire.getResource(), wire.getSessionId(), wire.getToken()), wire.getPromotionId());
    }

    /** A promotion as the ledger has it. */
    public static PromotionInfo info(Promotion promotion) {
        PromotionRequest request = promotion.request();
        var wire = PromotionInfo.newBuilder()
                .setPromotionId(promotion.id())
                .setRequestId(request.requestId())
                .setResource(request.resource())
                .setToRegion(request.toRegion())
                .setMode(
                        PromotionMode.valueOf("PROMOTION_MODE_" + request.mode().name()))
                .setAutomated(request.isAutomated())
                .setExpectedToken(request.expectedToken())
                .setAcceptDataLoss(request.acceptsDataLoss())
                .setOverride(request.overrides())
                .setActor(request.by().actor())
                .setComment(request.by().comment())
                .setIdentity(request.by().identity().identity())
                .setFromRegion(promotion.fromRegion())
                .setFromToken(promotion.fromToken())
                .setState(state(promotion.state()))
                .setGrantedToken(promotion.grantedToken());
        promotion
                .steps()
                .forEach(step -> wire.addStepsBuilder()
                        .setState(state(step.state()))
                        .setRevision(step.revision())
                        .setWallMillis(step.wallMillis()));
        promotion.failure().ifPresent(why -> wire.setFailure(failure(why)));
        promotion
                .cancelledBy()
                .ifPresent(by -> wire.setCancelledByActor(by.actor())
                        .setCancelledByComment(by.comment())
                        .setCancelledByIdentity(by.identity().identity()));
        return wire.build();
    }

    /** The names are the same but for the prefix, which a test holds. */
    static io.arbiter.v1.PromotionState state(PromotionState state) {
        return io.arbiter.v1.PromotionState.valueOf("PROMOTION_STATE_" + state.name());
    }

    static io.arbiter.v1.PromotionFailure failure(PromotionFailure why) {
        return io.arbiter.v1.PromotionFailure.valueOf("PROMOTION_FAILURE_" + why.name());
    }
}
