package io.arbiter.server.codec.policy;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.event.Event;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionStep;
import io.arbiter.internal.v1.EndPeriod;
import io.arbiter.internal.v1.EventProto;
import io.arbiter.internal.v1.PeriodKindProto;
import io.arbiter.internal.v1.PromotionProto;
import io.arbiter.internal.v1.PromotionRequestProto;
import io.arbiter.internal.v1.PromotionStepProto;
import java.util.Optional;

/** Promotions as they stand in log and snapshots, and back. */
public final class PromotionCodec {
    private PromotionCodec() {}

    public static PromotionRequestProto encode(PromotionRequest request) {
        return PromotionRequestProto.newBuilder()
                .setRequestId(request.requestId())
                .setResource(request.resource())
                .setToRegion(request.toRegion())
                .setMode(PromotionEnums.encode(request.mode()))
                .setAutomated(request.isAutomated())
                .setExpectedToken(request.expectedToken())
                .setAcceptsDataLoss(request.acceptsDataLoss())
                .setOverrides(request.overrides())
                .setBy(ActionCodec.encode(request.by()))
                .build();
    }

    public static PromotionRequest decode(PromotionRequestProto proto) {
        return new PromotionRequest(
                proto.getRequestId(),
                proto.getResource(),
                proto.getToRegion(),
                PromotionEnums.decode(proto.getMode()),
                proto.getAutomated() ? PromotionRequest.Trigger.AUTOMATED : PromotionRequest.Trigger.MANUAL_OVERRIDE,
                proto.getExpectedToken(),
                proto.getAcceptsDataLoss(),
                proto.getOverrides(),
                ActionCodec.decode(proto.getBy()));
    }

    public static EndPeriod encode(Command.EndPeriod command) {
        return EndPeriod.newBuilder()
                .setResource(command.resource())
                .setKind(
                        switch (command.kind()) {
                            case CONDEMNATION -> PeriodKindProto.PERIOD_KIND_PROTO_CONDEMNATION;
                            case DRAIN -> PeriodKindProto.PERIOD_KIND_PROTO_DRAIN;
                            case COMPLETION -> PeriodKindProto.PERIOD_KIND_PROTO_COMPLETION;
                            case COOL_DOWN -> PeriodKindProto.PERIOD_KIND_PROTO_COOL_DOWN;
                        })
                .setId(command.id())
                .build();
    }

    public static Command decode(EndPeriod proto) {
        return new Command.EndPeriod(
                proto.getResource(),
                switch (proto.getKind()) {
                    case PERIOD_KIND_PROTO_CONDEMNATION -> PeriodKind.CONDEMNATION;
                    case PERIOD_KIND_PROTO_DRAIN -> PeriodKind.DRAIN;
                    case PERIOD_KIND_PROTO_COMPLETION -> PeriodKind.COMPLETION;
                    case PERIOD_KIND_PROTO_COOL_DOWN -> PeriodKind.COOL_DOWN;
                    default -> throw new IllegalArgumentException("unknown period: " + proto.getKind());
                },
                proto.getId());
    }

    public static PromotionProto encode(Promotion promotion) {
        var proto = PromotionProto.newBuilder()
                .setId(promotion.id())
                .setRequest(encode(promotion.request()))
                .setFromRegion(promotion.fromRegion())
                .setFromToken(promotion.fromToken())
                .setGrantedToken(promotion.grantedToken());
        for (PromotionStep step : promotion.steps()) {
            proto.addSteps(PromotionStepProto.newBuilder()
                    .setState(PromotionEnums.encode(step.state()))
                    .setRevision(step.revision())
                    .setWallMillis(step.wallMillis()));
        }
        promotion.failure().ifPresent(why -> proto.setFailure(PromotionEnums.encode(why)));
        promotion.cancelledBy().ifPresent(by -> proto.setCancelledBy(ActionCodec.encode(by)));
        return proto.build();
    }

    public static Promotion decode(PromotionProto proto) {
        if (proto.getStepsCount() == 0) {
            throw new IllegalArgumentException("promotion " + proto.getId() + " without a step");
        }
        return new Promotion(
                proto.getId(),
                decode(proto.getRequest()),
                proto.getFromRegion(),
                proto.getFromToken(),
                proto.getStepsList().stream()
                        .map(step -> new PromotionStep(
                                PromotionEnums.decode(step.getState()), step.getRevision(), step.getWallMillis()))
                        .toList(),
                proto.getGrantedToken(),
                PromotionEnums.decode(proto.getFailure()),
                proto.hasCancelledBy() ? Optional.of(ActionCodec.decode(proto.getCancelledBy())) : Optional.empty());
    }

    /** Adds an event that promotions cause. */
    public static void encode(EventProto.Builder proto, Event.Change change) {
        if (change instanceof Event.LeaseCondemned condemned) {
            proto.getLeaseCondemnedBuilder()
                    .setName(condemned.name())
                    .setSession(condemned.session())
                    .setToken(condemned.token())
                    .setPromotion(condemned.promotion());
        } else if (change instanceof Event.PromotionStepped stepped) {
            var builder = proto.getPromotionSteppedBuilder()
                    .setName(stepped.name())
                    .setPromotion(stepped.promotion())
                    .setState(PromotionEnums.encode(stepped.state()))
                    .setFromRegion(stepped.fromRegion())
                    .setToRegion(stepped.toRegion())
                    .setToken(stepped.token());
            stepped.failure().ifPresent(why -> builder.setFailure(PromotionEnums.encode(why)));
            stepped.by().ifPresent(by -> builder.setBy(ActionCodec.encode(by)));
        } else if (change instanceof Event.CoolDownEnded ended) {
            proto.getCoolDownEndedBuilder().setName(ended.name()).setPromotion(ended.promotion());
        } else {
            throw new IllegalStateException("an event that snapshots do not know: " + change.getClass());
        }
    }

    public static Event.Change decode(EventProto.LeaseCondemned proto) {
        return new Event.LeaseCondemned(proto.getName(), proto.getSession(), proto.getToken(), proto.getPromotion());
    }

    public static Event.Change decode(EventProto.PromotionStepped proto) {
        Optional<OperatorAction> by = proto.hasBy() ? Optional.of(ActionCodec.decode(proto.getBy())) : Optional.empty();
        return new Event.PromotionStepped(
                proto.getName(),
                proto.getPromotion(),
                PromotionEnums.decode(proto.getState()),
                proto.getFromRegion(),
                proto.getToRegion(),
                proto.getToken(),
                PromotionEnums.decode(proto.getFailure()),
                by);
    }
}
