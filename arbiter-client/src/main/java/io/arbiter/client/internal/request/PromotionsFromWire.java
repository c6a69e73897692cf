package io.arbiter.client.internal.request;

import io.arbiter.client.model.Event;
import io.arbiter.client.model.Page;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.client.model.promotion.PromotionFailure;
import io.arbiter.client.model.promotion.PromotionMode;
import io.arbiter.client.model.promotion.PromotionObstacle;
import io.arbiter.client.model.promotion.PromotionRequest;
import io.arbiter.client.model.promotion.PromotionState;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetPromotionResponse;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionStepped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What concerns promotions, from the wire. */
final class PromotionsFromWire {
    private PromotionsFromWire() {}

    static Event event(long revision, Instant at, io.arbiter.v1.Event event) {
        return switch (event.getKindCase()) {
            case LEASE_CONDEMNED ->
                new Event.LeaseCondemned(
                        revision,
                        at,
                        event.getLeaseCondemned().getResource(),
                        event.getLeaseCondemned().getSessionId(),
                        event.getLeaseCondemned().getToken(),
                        event.getLeaseCondemned().getPromotionId());
            case PROMOTION_STEPPED -> stepped(revision, at, event.getPromotionStepped());
            case COOL_DOWN_ENDED ->
                new Event.CoolDownEnded(
                        revision,
                        at,
                        event.getCoolDownEnded().getResource(),
                        event.getCoolDownEnded().getPromotionId());
            default -> throw new IllegalArgumentException("no event of promotions: " + event.getKindCase());
        };
    }

    private static Event stepped(long revision, Instant at, PromotionStepped stepped) {
        return new Event.PromotionStepped(
                revision,
                at,
                stepped.getResource(),
                stepped.getPromotionId(),
                state(stepped.getState()),
                stepped.getFromRegion(),
                stepped.getToRegion(),
                stepped.getToken(),
                failure(stepped.getFailure()),
                stepped.getActor(),
                stepped.getComment(),
                stepped.getIdentity());
    }

    static Promotion promotion(PromotionInfo info) {
        var request = new PromotionRequest(
                info.getRequestId(),
                info.getResource(),
                info.getToRegion(),
                mode(info.getMode()),
                info.getAutomated(),
                info.getExpectedToken(),
                info.getAcceptDataLoss(),
                info.getOverride(),
                info.getComment(),
                info.getActor());
        return new Promotion(
                info.getPromotionId(),
                request,
                info.getIdentity(),
                info.getFromRegion(),
                info.getFromToken(),
                info.getStepsList().stream()
                        .map(step -> new Promotion.Step(
                                state(step.getState()), step.getRevision(), Instant.ofEpochMilli(step.getWallMillis())))
                        .toList(),
                info.getGrantedToken(),
                failure(info.getFailure()),
                info.getCancelledByActor(),
                info.hasRemainingMillis()
                        ? Optional.of(Duration.ofMillis(info.getRemainingMillis()))
                        : Optional.empty());
    }

    static Optional<Promotion> found(GetPromotionResponse answer) {
        return answer.hasPromotion() ? Optional.of(promotion(answer.getPromotion())) : Optional.empty();
    }

    static Page<Promotion> page(ListPromotionsResponse answer) {
        return new Page<>(
                answer.getRevision(),
                answer.getPromotionsList().stream()
                        .map(PromotionsFromWire::promotion)
                        .toList(),
                answer.getMore());
    }

    static List<PromotionObstacle> obstacles(ExplainResponse answer) {
        return answer.getObstaclesList().stream()
                .map(obstacle -> new PromotionObstacle(
                        obstacle.getReason().name(),
                        obstacle.getDetail(),
                        obstacle.hasEarliestMillis()
                                ? Optional.of(Duration.ofMillis(obstacle.getEarliestMillis()))
                                : Optional.empty()))
                .toList();
    }

    private static PromotionMode mode(io.arbiter.v1.PromotionMode mode) {
        return switch (mode) {
            case PROMOTION_MODE_GRACEFUL -> PromotionMode.GRACEFUL;
            case PROMOTION_MODE_FORCED -> PromotionMode.FORCED;
            case PROMOTION_MODE_GRACEFUL_THEN_FORCED -> PromotionMode.GRACEFUL_THEN_FORCED;
            case PROMOTION_MODE_UNSPECIFIED, UNRECOGNIZED -> PromotionMode.UNKNOWN;
        };
    }

    static PromotionState state(io.arbiter.v1.PromotionState state) {
        return switch (state) {
            case PROMOTION_STATE_REQUESTED -> PromotionState.REQUESTED;
            case PROMOTION_STATE_DRAINING -> PromotionState.DRAINING;
            case PROMOTION_STATE_FENCING -> PromotionState.FENCING;
            case PROMOTION_STATE_GRANTED -> PromotionState.GRANTED;
            case PROMOTION_STATE_COMPLETED -> PromotionState.COMPLETED;
            case PROMOTION_STATE_FAILED -> PromotionState.FAILED;
            case PROMOTION_STATE_CANCELLED -> PromotionState.CANCELLED;
            case PROMOTION_STATE_UNSPECIFIED, UNRECOGNIZED -> PromotionState.UNKNOWN;
        };
    }

    static Optional<PromotionFailure> failure(io.arbiter.v1.PromotionFailure failure) {
        return switch (failure) {
            case PROMOTION_FAILURE_UNSPECIFIED -> Optional.empty();
            case PROMOTION_FAILURE_TARGET_GONE -> Optional.of(PromotionFailure.TARGET_GONE);
            case PROMOTION_FAILURE_DRAIN_TIMEOUT -> Optional.of(PromotionFailure.DRAIN_TIMEOUT);
            case PROMOTION_FAILURE_HOLDER_GONE -> Optional.of(PromotionFailure.HOLDER_GONE);
            case PROMOTION_FAILURE_PAUSED -> Optional.of(PromotionFailure.PAUSED);
            case PROMOTION_FAILURE_FAILOVER_MANUAL -> Optional.of(PromotionFailure.FAILOVER_MANUAL);
            case PROMOTION_FAILURE_NOT_COMPLETED -> Optional.of(PromotionFailure.NOT_COMPLETED);
            case PROMOTION_FAILURE_GRANTEE_GONE -> Optional.of(PromotionFailure.GRANTEE_GONE);
            case UNRECOGNIZED -> Optional.of(PromotionFailure.UNKNOWN);
        };
    }
}
