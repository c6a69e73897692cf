package io.arbiter.core.machine;

import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that stands between a request and its promotion, in a fixed order: the first is the refusal, and a dry run shows
 * every one (patroni's "no good candidates" knew the reasons and threw them away).
 */
final class PromotionConditions {
    private final State state;

    PromotionConditions(State state) {
        this.state = state;
    }

    List<Refusal> unmet(PromotionRequest request) {
        var unmet = new ArrayList<Refusal>();
        Resource resource = state.resource(request.resource()).orElse(null);
        state.promotions
                .ofResource(request.resource())
                .map(Refusal.PromotionOpen::new)
                .ifPresent(unmet::add);
        token(request, resource).ifPresent(unmet::add);
        target(request, resource, unmet);
        if (!request.overrides() && resource != null) {
            resource.coolDown()
                    .map(cooling -> new Refusal.CoolingDown(resource.name(), cooling.promotion()))
                    .ifPresent(unmet::add);
        }
        if (request.forces() && !request.acceptsDataLoss()) {
            unmet.add(new Refusal.DataLossNotAccepted(request.resource()));
        }
        if (!request.forces() && resource != null && !mayBeDrained(resource)) {
            unmet.add(new Refusal.NobodyToDrain(request.resource()));
        }
        if (request.isAutomated()) {
            forbidden(request.resource()).ifPresent(unmet::add);
        }
        if (state.promotions.isFull()) {
            unmet.add(new Refusal.LimitExceeded(
                    "promotions", state.promotions.open().size()));
        }
        return unmet;
    }

    private Optional<Refusal> token(PromotionRequest request, Resource resource) {
        boolean asExpected =
                request.expectedToken() == 0 || resource != null && resource.isHeldUnder(request.expectedToken());
        return asExpected ? Optional.empty() : Optional.of(state.stale(request.resource(), request.expectedToken()));
    }

    private void target(PromotionRequest request, Resource resource, List<Refusal> unmet) {
        String region = request.toRegion();
        Lease lease = resource == null ? null : resource.leaseOrNull();
        if (lease != null && lease.region().equals(region)) {
            unmet.add(new Refusal.AlreadyInRegion(lease));
        }
        state.policies()
                .violation(request.resource(), region)
                .map(violation -> new Refusal.RegionForbidden(request.resource(), violation))
                .ifPresent(unmet::add);
        if (resource == null || new PromotionProgress(state).firstOf(region, resource) == null) {
            unmet.add(new Refusal.NobodyWaits(request.resource(), region));
        }
    }

    /** Whether the holder can still hand over, or its last word was that it let go. */
    private static boolean mayBeDrained(Resource resource) {
        if (resource.leaseOrNull() != null) {
            return !resource.isCondemned();
        }
        return resource.lastEnd() == EndReason.RELEASED || resource.lastEnd() == EndReason.TRANSFERRED;
    }

    private Optional<Refusal> forbidden(String resource) {
        Optional<Pause> pause = state.pauses().of(resource);
        return pause.isPresent() || state.policies().isFailoverManual(resource)
                ? Optional.of(new Refusal.AutomationForbidden(resource, pause))
                : Optional.empty();
    }
}
