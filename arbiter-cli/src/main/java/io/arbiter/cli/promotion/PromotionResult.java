package io.arbiter.cli.promotion;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionState;

/** How a promotion ended, as the end of a command. */
final class PromotionResult {
    private PromotionResult() {}

    static void requireCompleted(PromotionInfo promotion) {
        if (promotion.getState() == PromotionState.PROMOTION_STATE_COMPLETED) {
            return;
        }
        boolean failed = promotion.getState() == PromotionState.PROMOTION_STATE_FAILED;
        var refusal = CliException.builder(
                        ExitCode.REFUSED,
                        failed
                                ? promotion.getFailure().name().replaceFirst("^PROMOTION_FAILURE_", "")
                                : DisplayText.promotion(promotion.getState()))
                .message(PromotionText.outcome(promotion))
                .fact("promotion", promotion.getPromotionId())
                .remedy(remedy(promotion).replace("RESOURCE", Text.word(promotion.getResource())));
        if (promotion.getGrantedToken() != 0) {
            refusal.fact("granted_token", promotion.getGrantedToken());
        }
        throw refusal.build();
    }

    private static String remedy(PromotionInfo promotion) {
        return switch (promotion.getFailure()) {
            case PROMOTION_FAILURE_TARGET_GONE ->
                "somebody has to wait for it in that region; see: arbiter lease explain RESOURCE";
            case PROMOTION_FAILURE_DRAIN_TIMEOUT ->
                "the holder holds it as before; see what keeps it, or force it: --force --accept-data-loss";
            case PROMOTION_FAILURE_HOLDER_GONE ->
                "its last writes may not be copied; see who has it: arbiter lease get RESOURCE, or force it: --force --accept-data-loss";
            case PROMOTION_FAILURE_PAUSED, PROMOTION_FAILURE_FAILOVER_MANUAL ->
                "a person has to decide: arbiter promote RESOURCE";
            case PROMOTION_FAILURE_NOT_COMPLETED ->
                "the target holds it; see whether its storage is ready: arbiter lease get RESOURCE";
            case PROMOTION_FAILURE_GRANTEE_GONE -> "see who has it now: arbiter lease get RESOURCE";
            case PROMOTION_FAILURE_UNSPECIFIED, UNRECOGNIZED -> "see its steps: arbiter promotion get RESOURCE";
        };
    }
}
