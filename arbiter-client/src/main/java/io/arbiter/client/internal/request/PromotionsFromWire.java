package io.arbiter.client.internal.request;

import io.arbiter.client.model.Event;
import io.arbiter.client.model.promotion.PromotionFailure;
import io.arbiter.client.model.promotion.PromotionState;
import io.arbiter.v1.PromotionStepped;
import java.time.Instant;
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
