package io.arbiter.server.codec.policy;

import io.arbiter.core.command.PromotionRequest.Mode;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.internal.v1.PromotionFailureProto;
import io.arbiter.internal.v1.PromotionModeProto;
import io.arbiter.internal.v1.PromotionStateProto;
import java.util.Optional;

/** The closed sets of words of promotions as they stand in log and snapshots, and back. */
final class PromotionEnums {
    private PromotionEnums() {}

    static PromotionModeProto encode(Mode value) {
        return switch (value) {
            case GRACEFUL -> PromotionModeProto.PROMOTION_MODE_PROTO_GRACEFUL;
            case FORCED -> PromotionModeProto.PROMOTION_MODE_PROTO_FORCED;
            case GRACEFUL_THEN_FORCED -> PromotionModeProto.PROMOTION_MODE_PROTO_GRACEFUL_THEN_FORCED;
        };
    }

    static Mode decode(PromotionModeProto proto) {
        return switch (proto) {
            case PROMOTION_MODE_PROTO_GRACEFUL -> Mode.GRACEFUL;
            case PROMOTION_MODE_PROTO_FORCED -> Mode.FORCED;
            case PROMOTION_MODE_PROTO_GRACEFUL_THEN_FORCED -> Mode.GRACEFUL_THEN_FORCED;
            default -> throw new IllegalArgumentException("unknown mode of a promotion: " + proto);
        };
    }

    static PromotionStateProto encode(PromotionState value) {
        return switch (value) {
            case REQUESTED -> PromotionStateProto.PROMOTION_STATE_PROTO_REQUESTED;
            case DRAINING -> PromotionStateProto.PROMOTION_STATE_PROTO_DRAINING;
            case FENCING -> PromotionStateProto.PROMOTION_STATE_PROTO_FENCING;
            case GRANTED -> PromotionStateProto.PROMOTION_STATE_PROTO_GRANTED;
            case COMPLETED -> PromotionStateProto.PROMOTION_STATE_PROTO_COMPLETED;
            case FAILED -> PromotionStateProto.PROMOTION_STATE_PROTO_FAILED;
            case CANCELLED -> PromotionStateProto.PROMOTION_STATE_PROTO_CANCELLED;
        };
    }

    static PromotionState decode(PromotionStateProto proto) {
        return switch (proto) {
            case PROMOTION_STATE_PROTO_REQUESTED -> PromotionState.REQUESTED;
            case PROMOTION_STATE_PROTO_DRAINING -> PromotionState.DRAINING;
            case PROMOTION_STATE_PROTO_FENCING -> PromotionState.FENCING;
            case PROMOTION_STATE_PROTO_GRANTED -> PromotionState.GRANTED;
            case PROMOTION_STATE_PROTO_COMPLETED -> PromotionState.COMPLETED;
            case PROMOTION_STATE_PROTO_FAILED -> PromotionState.FAILED;
            case PROMOTION_STATE_PROTO_CANCELLED -> PromotionState.CANCELLED;
            default -> throw new IllegalArgumentException("unknown state of a promotion: " + proto);
        };
    }

    static PromotionFailureProto encode(PromotionFailure value) {
        return switch (value) {
            case TARGET_GONE -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_TARGET_GONE;
            case DRAIN_TIMEOUT -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_DRAIN_TIMEOUT;
            case HOLDER_GONE -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_HOLDER_GONE;
            case PAUSED -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_PAUSED;
            case FAILOVER_MANUAL -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_FAILOVER_MANUAL;
            case NOT_COMPLETED -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_NOT_COMPLETED;
            case GRANTEE_GONE -> PromotionFailureProto.PROMOTION_FAILURE_PROTO_GRANTEE_GONE;
        };
    }

    /** Empty if it did not fail. */
    static Optional<PromotionFailure> decode(PromotionFailureProto proto) {
        return switch (proto) {
            case PROMOTION_FAILURE_PROTO_UNSPECIFIED -> Optional.empty();
            case PROMOTION_FAILURE_PROTO_TARGET_GONE -> Optional.of(PromotionFailure.TARGET_GONE);
            case PROMOTION_FAILURE_PROTO_DRAIN_TIMEOUT -> Optional.of(PromotionFailure.DRAIN_TIMEOUT);
            case PROMOTION_FAILURE_PROTO_HOLDER_GONE -> Optional.of(PromotionFailure.HOLDER_GONE);
            case PROMOTION_FAILURE_PROTO_PAUSED -> Optional.of(PromotionFailure.PAUSED);
            case PROMOTION_FAILURE_PROTO_FAILOVER_MANUAL -> Optional.of(PromotionFailure.FAILOVER_MANUAL);
            case PROMOTION_FAILURE_PROTO_NOT_COMPLETED -> Optional.of(PromotionFailure.NOT_COMPLETED);
            case PROMOTION_FAILURE_PROTO_GRANTEE_GONE -> Optional.of(PromotionFailure.GRANTEE_GONE);
            default -> throw new IllegalArgumentException("unknown failure of a promotion: " + proto);
        };
    }
}
