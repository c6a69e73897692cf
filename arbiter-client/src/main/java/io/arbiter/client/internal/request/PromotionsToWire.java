package io.arbiter.client.internal.request;

import io.arbiter.client.model.promotion.PromotionMode;
import io.arbiter.client.model.promotion.PromotionRequest;
import io.arbiter.v1.RequestPromotionRequest;

/** What concerns promotions, for the wire. */
final class PromotionsToWire {
    private PromotionsToWire() {}

    static RequestPromotionRequest request(PromotionRequest request) {
        return RequestPromotionRequest.newBuilder()
                .setRequestId(request.requestId())
                .setResource(request.resource())
                .setToRegion(request.toRegion())
                .setMode(mode(request.mode()))
                .setAutomated(request.automated())
                .setExpectedToken(request.expectedToken())
                .setAcceptDataLoss(request.acceptDataLoss())
                .setOverride(request.override())
                .setComment(request.comment())
                .setActor(request.actor())
                .build();
    }

    private static io.arbiter.v1.PromotionMode mode(PromotionMode mode) {
        return switch (mode) {
            case GRACEFUL -> io.arbiter.v1.PromotionMode.PROMOTION_MODE_GRACEFUL;
            case FORCED -> io.arbiter.v1.PromotionMode.PROMOTION_MODE_FORCED;
            case GRACEFUL_THEN_FORCED -> io.arbiter.v1.PromotionMode.PROMOTION_MODE_GRACEFUL_THEN_FORCED;
            case UNKNOWN -> io.arbiter.v1.PromotionMode.PROMOTION_MODE_UNSPECIFIED;
        };
    }
}
