package io.arbiter.cli;

import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.CancelPromotionResponse;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.CompletePromotionResponse;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GetPromotionResponse;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.PromotionFailure;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.PromotionObstacle;
import io.arbiter.v1.PromotionState;
import io.arbiter.v1.PromotionStep;
import io.arbiter.v1.RequestPromotionRequest;
import io.arbiter.v1.RequestPromotionResponse;
import java.util.List;
import java.util.stream.Stream;

/** A promotion of orders to us-west that is a step further at each look, and one to eu-central that fails. */
final class FakePromotions {
    private static final long REQUESTED_MILLIS = 1_790_000_000_000L;
    private static final List<PromotionState> GOOD = List.of(
            PromotionState.PROMOTION_STATE_REQUESTED,
            PromotionState.PROMOTION_STATE_DRAINING,
            PromotionState.PROMOTION_STATE_GRANTED,
            PromotionState.PROMOTION_STATE_COMPLETED);
    private static final List<PromotionState> BAD = List.of(
            PromotionState.PROMOTION_STATE_REQUESTED,
            PromotionState.PROMOTION_STATE_DRAINING,
            PromotionState.PROMOTION_STATE_FAILED);

    private PromotionInfo asked = promotion(7, "orders", "us-west");
    private int looks = GOOD.size();

    private static PromotionInfo promotion(long id, String resource, String to) {
        return PromotionInfo.newBuilder()
                .setPromotionId(id)
                .setRequestId("request-" + id)
                .setResource(resource)
                .setFromRegion("us-east")
                .setFromToken(7)
                .setToRegion(to)
                .setMode(PromotionMode.PROMOTION_MODE_GRACEFUL)
                .setActor("ops")
                .setIdentity("spiffe://arbiter/operator/jane")
                .setComment("storm")
                .build();
    }

    /** As it is after so many steps. */
    private static PromotionInfo after(PromotionInfo promotion, int steps) {
        List<PromotionState> way = promotion.getToRegion().equals("eu-central") ? BAD : GOOD;
        var now = promotion.toBuilder();
        for (PromotionState state : way.subList(0, Math.min(steps, way.size()))) {
            now.addSteps(PromotionStep.newBuilder()
                            .setState(state)
                            .setRevision(100 + now.getStepsCount())
                            .setWallMillis(REQUESTED_MILLIS + 1_500L * now.getStepsCount()))
                    .setState(state);
        }
        switch (now.getState()) {
            case PROMOTION_STATE_DRAINING -> now.setRemainingMillis(60_000);
            case PROMOTION_STATE_GRANTED, PROMOTION_STATE_COMPLETED -> now.setGrantedToken(8);
            case PROMOTION_STATE_FAILED -> now.setFailure(PromotionFailure.PROMOTION_FAILURE_DRAIN_TIMEOUT);
            default -> {
                // Nothing more is known of it.
            }
        }
        return now.build();
    }

    synchronized RequestPromotionResponse request(RequestPromotionRequest request) {
        if (request.getMode() == PromotionMode.PROMOTION_MODE_FORCED && !request.getAcceptDataLoss()) {
            throw FakeArbiter.refuse(
                    9,
                    "DATA_LOSS_NOT_ACCEPTED",
                    "whoever forces accepts that the latest writes may be lost",
                    "resource",
                    request.getResource());
        }
        asked = promotion(8, request.getResource(), request.getToRegion()).toBuilder()
                .setMode(request.getMode())
                .build();
        looks = 2;
        return RequestPromotionResponse.newBuilder()
                .setPromotion(after(asked, looks))
                .setRevision(101)
                .build();
    }

    synchronized GetPromotionResponse get(GetPromotionRequest request) {
        if (!request.getResource().equals(asked.getResource())) {
            return GetPromotionResponse.newBuilder().setRevision(100).build();
        }
        looks++;
        return GetPromotionResponse.newBuilder()
                .setRevision(100)
                .setPromotion(after(asked, looks))
                .build();
    }

    /** Two pages. */
    ListPromotionsResponse list(ListPromotionsRequest request) {
        boolean first = request.getBeforePromotionId() == 0;
        Stream<PromotionInfo> page = first
                ? Stream.of(after(promotion(7, "orders", "us-west"), 2), after(promotion(6, "users", "eu-central"), 3))
                : Stream.of(after(promotion(5, "orders", "us-west"), 4));
        return ListPromotionsResponse.newBuilder()
                .setRevision(100)
                .addAllPromotions(
                        page.filter(promotion -> promotion.getResource().startsWith(request.getPrefix())
                                        && !(request.getOpenOnly() && promotion.getPromotionId() < 7))
                                .toList())
                .setMore(first && !request.getOpenOnly())
                .build();
    }

    CancelPromotionResponse cancel(CancelPromotionRequest request) {
        requireOpen(request.getPromotionId());
        return CancelPromotionResponse.newBuilder()
                .setPromotion(after(promotion(7, request.getResource(), "us-west"), 2).toBuilder()
                        .setState(PromotionState.PROMOTION_STATE_CANCELLED)
                        .setCancelledByActor(request.getActor())
                        .setCancelledByComment(request.getComment()))
                .build();
    }

    CompletePromotionResponse complete(CompletePromotionRequest request) {
        requireOpen(request.getPromotionId());
        return CompletePromotionResponse.newBuilder()
                .setPromotion(after(promotion(7, request.getResource(), "us-west"), 4))
                .build();
    }

    private static void requireOpen(long id) {
        if (id != 7) {
            throw FakeArbiter.refuse(
                    9, "PROMOTION_SETTLED", "promotion " + id + " is over", "promotion_id", Long.toString(id));
        }
    }

    /** Adds what stands in the way. */
    static void explain(RequestPromotionRequest request, ExplainResponse.Builder answer) {
        if (request.getToRegion().equals("eu-central")) {
            answer.addObstacles(PromotionObstacle.newBuilder()
                            .setReason(ErrorReason.NOBODY_WAITS)
                            .setDetail("No session of eu-central waits for orders."))
                    .addObstacles(PromotionObstacle.newBuilder()
                            .setReason(ErrorReason.COOLING_DOWN)
                            .setDetail("It cools down after promotion 5.")
                            .setEarliestMillis(90_000));
        }
    }
}
