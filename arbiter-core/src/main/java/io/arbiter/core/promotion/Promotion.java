package io.arbiter.core.promotion;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PromotionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One move of a resource to another region, from its request to its end. Immutable: each step makes another one.
 *
 * @param id counts the promotions of the cluster
 * @param fromRegion of the lease that was to be followed; empty if nobody is remembered to have held the resource
 * @param fromToken of that lease; 0 if there is none
 * @param steps the states that it reached, the newest last; there is one at least
 * @param grantedToken of the grant to the target; 0 before
 * @param failure there if it failed
 * @param cancelledBy there if it was cancelled
 */
public record Promotion(
        long id,
        PromotionRequest request,
        String fromRegion,
        long fromToken,
        List<PromotionStep> steps,
        long grantedToken,
        Optional<PromotionFailure> failure,
        Optional<OperatorAction> cancelledBy) {

    public Promotion {
        steps = List.copyOf(steps);
    }

    /** One that was just requested. */
    public Promotion(long id, PromotionRequest request, String fromRegion, long fromToken, PromotionStep first) {
        this(id, request, fromRegion, fromToken, List.of(first), 0, Optional.empty(), Optional.empty());
    }

    public PromotionState state() {
        return steps.get(steps.size() - 1).state();
    }

    public String resource() {
        return request.resource();
    }

    /** When it reached its present state, for people. */
    public long sinceWallMillis() {
        return steps.get(steps.size() - 1).wallMillis();
    }

    public Promotion with(PromotionStep step) {
        return with(step, grantedToken, failure, cancelledBy);
    }

    public Promotion granted(PromotionStep step, long token) {
        return with(step, token, failure, cancelledBy);
    }

    /** The grantee's next process has its lease, under another token. */
    public Promotion grantedAs(long token) {
        return new Promotion(id, request, fromRegion, fromToken, steps, token, failure, cancelledBy);
    }

    public Promotion failed(PromotionStep step, PromotionFailure why) {
        return with(step, grantedToken, Optional.of(why), cancelledBy);
    }

    public Promotion cancelled(PromotionStep step, OperatorAction by) {
        return with(step, grantedToken, failure, Optional.of(by));
    }

    private Promotion with(
            PromotionStep step, long token, Optional<PromotionFailure> why, Optional<OperatorAction> canceller) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Promotion(id, request, fromRegion, fromToken, more, token, why, canceller);
    }
}
