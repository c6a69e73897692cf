package io.arbiter.client.model.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One move of a resource to another region, as the ledger has it.
 *
 * @param id counts the promotions of the cluster
 * @param request as it was asked
 * @param identity whom the requester's certificate names; empty without one
 * @param fromRegion of the lease that was to be followed; empty if nobody is remembered to have held the resource
 * @param fromToken of that lease; 0 without one
 * @param steps the states that it reached, the newest last
 * @param grantedToken of the grant to the target; 0 before
 * @param failure there if it failed
 * @param cancelledBy what the one who cancelled it says of himself; empty unless somebody did
 * @param remaining until the present step is overdue, by the leader's clock; empty where no clock decides
 */
public record Promotion(
        long id,
        PromotionRequest request,
        String identity,
        String fromRegion,
        long fromToken,
        List<Step> steps,
        long grantedToken,
        Optional<PromotionFailure> failure,
        String cancelledBy,
        Optional<Duration> remaining) {

    /**
     * A state that it reached.
     *
     * @param at by the wall clock of the node that proposed it; for people; nothing is decided by it
     */
    public record Step(PromotionState state, long revision, Instant at) {}

    public Promotion {
        steps = List.copyOf(steps);
    }

    /** How far it is. */
    public PromotionState state() {
        return steps.isEmpty()
                ? PromotionState.UNKNOWN
                : steps.get(steps.size() - 1).state();
    }
}
