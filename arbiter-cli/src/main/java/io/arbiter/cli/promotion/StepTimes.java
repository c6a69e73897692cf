package io.arbiter.cli.promotion;

import com.google.gson.JsonObject;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Json;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionState;
import io.arbiter.v1.PromotionStep;
import java.util.OptionalLong;

/**
 * How long the steps of a promotion took, from its request on, by the wall clocks of the nodes that proposed them:
 * exact while one node led, else as exact as their clocks agree.
 */
final class StepTimes {
    private final PromotionInfo promotion;

    StepTimes(PromotionInfo promotion) {
        this.promotion = promotion;
    }

    /** Until the target was granted the resource; {@code -} if it was not. */
    String granted() {
        return text(PromotionState.PROMOTION_STATE_GRANTED);
    }

    /** Until the new holder said that it is ready: the recovery time; {@code -} if it did not. */
    String completed() {
        return text(PromotionState.PROMOTION_STATE_COMPLETED);
    }

    /** The promotion for programs, with both times where they are known. */
    JsonObject json() {
        JsonObject object = Json.of(promotion).getAsJsonObject();
        millisUntil(PromotionState.PROMOTION_STATE_GRANTED)
                .ifPresent(millis -> object.addProperty("grantedAfterMillis", Long.toString(millis)));
        millisUntil(PromotionState.PROMOTION_STATE_COMPLETED)
                .ifPresent(millis -> object.addProperty("recoveryMillis", Long.toString(millis)));
        return object;
    }

    long requestedWallMillis() {
        return promotion.getStepsCount() == 0 ? 0 : promotion.getSteps(0).getWallMillis();
    }

    private String text(PromotionState state) {
        OptionalLong millis = millisUntil(state);
        return millis.isPresent() ? Durations.format(millis.getAsLong()) : "-";
    }

    private OptionalLong millisUntil(PromotionState state) {
        for (PromotionStep step : promotion.getStepsList()) {
            if (step.getState() == state) {
                return OptionalLong.of(Math.max(0, step.getWallMillis() - requestedWallMillis()));
            }
        }
        return OptionalLong.empty();
    }
}
