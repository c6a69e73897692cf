package io.arbiter.cli.promotion;

import io.arbiter.cli.base.Output;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.PromotionFailure;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.PromotionState;
import io.arbiter.v1.PromotionStep;
import java.util.Locale;

/** A promotion for people. */
final class PromotionText {
    private PromotionText() {}

    static boolean isFinal(PromotionState state) {
        return switch (state) {
            case PROMOTION_STATE_COMPLETED, PROMOTION_STATE_FAILED, PROMOTION_STATE_CANCELLED -> true;
            default -> false;
        };
    }

    static String title(PromotionInfo promotion) {
        return mode(promotion.getMode()) + " promotion " + promotion.getPromotionId() + " of "
                + Text.printable(promotion.getResource()) + " from " + from(promotion) + " to "
                + Text.printable(promotion.getToRegion());
    }

    private static String from(PromotionInfo promotion) {
        return promotion.getFromToken() == 0
                ? "nobody"
                : Text.printable(promotion.getFromRegion()) + " (token " + promotion.getFromToken() + ")";
    }

    static String mode(PromotionMode mode) {
        return mode.name()
                .replaceFirst("^PROMOTION_MODE_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    /** With the reason of a failure. */
    static String state(PromotionInfo promotion) {
        return DisplayText.promotion(promotion.getState())
                + (promotion.getFailure() == PromotionFailure.PROMOTION_FAILURE_UNSPECIFIED
                        ? ""
                        : " (" + DisplayText.failure(promotion.getFailure()) + ")");
    }

    /** @param last whether it is the present step */
    static String step(PromotionInfo promotion, PromotionStep step, boolean last) {
        return "  " + Durations.instant(step.getWallMillis()) + "  " + DisplayText.promotion(step.getState())
                + detail(promotion, step.getState(), last);
    }

    private static String detail(PromotionInfo promotion, PromotionState state, boolean last) {
        return switch (state) {
            case PROMOTION_STATE_DRAINING ->
                ": the holder is asked to hand over" + remaining(promotion, last, ", within ");
            case PROMOTION_STATE_FENCING -> ": until the holder lets go, or its gate is provably closed";
            case PROMOTION_STATE_GRANTED ->
                ": token " + promotion.getGrantedToken()
                        + (last ? "; it has yet to say that it is ready" : "")
                        + remaining(promotion, last, ", within ");
            case PROMOTION_STATE_FAILED -> ": " + DisplayText.failure(promotion.getFailure());
            case PROMOTION_STATE_CANCELLED ->
                ": by " + Text.printable(promotion.getCancelledByActor() + ": " + promotion.getCancelledByComment());
            default -> "";
        };
    }

    private static String remaining(PromotionInfo promotion, boolean last, String lead) {
        return last && promotion.hasRemainingMillis() ? lead + Durations.format(promotion.getRemainingMillis()) : "";
    }

    /** What somebody says of himself comes in quotes if a certificate says who it is. */
    static String who(PromotionInfo promotion) {
        return promotion.getIdentity().isEmpty()
                ? promotion.getActor()
                : promotion.getIdentity() + " (\"" + promotion.getActor() + "\")";
    }

    static void print(PromotionInfo promotion, Output output) {
        if (output.json()) {
            output.object(promotion);
        } else {
            output.say(outcome(promotion));
        }
    }

    /** One sentence. */
    static String outcome(PromotionInfo promotion) {
        String what = title(promotion) + " is " + state(promotion);
        if (promotion.getGrantedToken() == 0) {
            return what;
        }
        var times = new StepTimes(promotion);
        return what + ": token " + promotion.getGrantedToken() + ", granted after " + times.granted()
                + (promotion.getState() == PromotionState.PROMOTION_STATE_COMPLETED
                        ? ", ready after " + times.completed()
                        : "");
    }
}
