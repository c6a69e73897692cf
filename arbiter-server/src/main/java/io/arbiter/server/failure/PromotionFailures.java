package io.arbiter.server.failure;

import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Violation;
import io.arbiter.core.promotion.Promotion;
import java.util.Locale;

/** Translates what stands in the way of a promotion, or what a promotion stands in the way of. */
final class PromotionFailures {
    private PromotionFailures() {}

    static CallException open(Refusal.PromotionOpen refusal) {
        Promotion open = refusal.open();
        return new CallException(
                Reason.PROMOTION_OPEN,
                open.resource() + " is being moved to " + open.request().toRegion() + " by promotion " + open.id()
                        + ", which is " + state(open) + "; wait for its end, or cancel it",
                open.resource(),
                open.id(),
                open.state(),
                open.request().toRegion());
    }

    private static String state(Promotion promotion) {
        return promotion.state().name().toLowerCase(Locale.ROOT);
    }

    static CallException unknown(Refusal.PromotionUnknown refusal) {
        return new CallException(
                Reason.PROMOTION_UNKNOWN,
                "no promotion " + refusal.promotion() + " of " + refusal.resource()
                        + " is remembered; list the promotions",
                refusal.resource(),
                refusal.promotion());
    }

    static CallException settled(Refusal.PromotionSettled refusal) {
        Promotion promotion = refusal.promotion();
        return new CallException(
                Reason.PROMOTION_SETTLED,
                "promotion " + promotion.id() + " of " + promotion.resource() + " is " + state(promotion)
                        + "; it can be cancelled until it has granted the resource, and completed from then on by the"
                        + " session that was granted it",
                promotion.resource(),
                promotion.id(),
                promotion.state());
    }

    static CallException nobodyWaits(Refusal.NobodyWaits refusal) {
        return new CallException(
                Reason.NOBODY_WAITS,
                "no session of " + refusal.region() + " waits for " + refusal.resource()
                        + "; let one acquire with wait there first",
                refusal.resource(),
                refusal.region());
    }

    static CallException alreadyInRegion(Refusal.AlreadyInRegion refusal) {
        Lease held = refusal.held();
        return new CallException(
                Reason.ALREADY_IN_REGION,
                held.resource() + " is held in " + held.region() + " already, by " + held.holder() + " (session "
                        + held.session() + ", token " + held.token() + ")",
                held.resource(),
                held.region(),
                held.token());
    }

    static CallException regionForbidden(Refusal.RegionForbidden refusal) {
        Violation violation = refusal.violation();
        return new CallException(
                Reason.REGION_FORBIDDEN,
                "the policy of " + (violation.scope().isEmpty() ? "all resources" : violation.scope())
                        + " does not let " + violation.found() + " hold " + refusal.resource() + ", but: "
                        + violation.allowed(),
                refusal.resource(),
                violation.scope(),
                violation.version(),
                violation.found(),
                violation.allowed());
    }

    static CallException coolingDown(Refusal.CoolingDown refusal) {
        return new CallException(
                Reason.COOLING_DOWN,
                refusal.resource() + " was moved a short while ago, by promotion " + refusal.promotion()
                        + "; wait for the end of its cool-down, or override it",
                refusal.resource(),
                refusal.promotion());
    }

    static CallException dataLossNotAccepted(Refusal.DataLossNotAccepted refusal) {
        return new CallException(
                Reason.DATA_LOSS_NOT_ACCEPTED,
                "what the target's copy of " + refusal.resource()
                        + " lacks of the latest writes would be lost; accept that, or ask for a graceful promotion",
                refusal.resource());
    }

    static CallException nobodyToDrain(Refusal.NobodyToDrain refusal) {
        return new CallException(
                Reason.NOBODY_TO_DRAIN,
                "nobody can hand " + refusal.resource() + " over: its last lease ended without its holder's word, or is"
                        + " condemned; force the promotion",
                refusal.resource());
    }

    static CallException automationForbidden(Refusal.AutomationForbidden refusal) {
        return new CallException(
                Reason.AUTOMATION_FORBIDDEN,
                refusal.pause()
                                .map(pause -> "failover of " + RefusalFailures.paused(pause))
                                .orElse("failover of " + refusal.resource() + " is manual")
                        + "; a person has to decide on this promotion",
                refusal.resource(),
                refusal.pause().map(pause -> pause.scope()).orElse(""));
    }

    static CallException leaseCondemned(Refusal.LeaseCondemned refusal) {
        Lease lease = refusal.lease();
        return new CallException(
                Reason.LEASE_CONDEMNED,
                "promotion " + refusal.promotion() + " has condemned the lease of " + lease.resource() + " with token "
                        + lease.token() + ": release it, and acquire anew once it has ended",
                lease.resource(),
                lease.token(),
                refusal.promotion());
    }
}
