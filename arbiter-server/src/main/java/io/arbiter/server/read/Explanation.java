package io.arbiter.server.read;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.Session;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.server.codec.WireMessages;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.server.replica.View;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.WaiterInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The holder of a resource, its waiters, and each condition between a region (or any newcomer) and a grant, in the
 * order in which the conditions have to pass.
 */
public final class Explanation {
    private final View view;
    private final String region;
    private final Optional<Policy> policy;
    private final ExplainResponse.Builder answer;

    private Explanation(View view, ExplainRequest request) {
        this.view = view;
        this.region = request.getRegion();
        this.policy = view.state().policies().of(request.getResource()).map(StoredPolicy::policy);
        this.answer = ExplainResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .setResource(request.getResource());
    }

    public static ExplainResponse explain(View view, ExplainRequest request) {
        var explanation = new Explanation(view, request);
        boolean hasSession = explanation.regionHasSession();
        if (!hasSession) {
            explanation.add(
                    Condition.Code.CODE_NO_SESSION,
                    "No session of region " + explanation.region + " is open, so nobody there can be granted anything.",
                    OptionalLong.empty());
        }
        explanation.explainPolicy();
        view.state().resource(request.getResource()).ifPresent(r -> explanation.explain(r, hasSession));
        PromotionReads.explain(view, request, explanation.answer);
        return explanation.answer.build();
    }

    /** Of the region alone: the sessions of one region may have different TTLs. */
    private void explainPolicy() {
        policy.filter(its -> !region.isEmpty() && !its.allows(region))
                .ifPresent(its -> add(
                        Condition.Code.CODE_OUTSIDE_POLICY,
                        scope(its) + " forbids it to region " + region + "; allowed: "
                                + String.join(", ", its.allowedRegions()) + ".",
                        OptionalLong.empty()));
    }

    private static String scope(Policy policy) {
        return "The policy of " + (policy.scope().isEmpty() ? "all resources" : policy.scope());
    }

    private void explain(Resource resource, boolean regionHasSession) {
        List<WaiterInfo> waiters = LeaseReads.waiters(view, resource);
        answer.addAllWaiters(waiters);
        resource.confinement().map(WirePolicies::confinement).ifPresent(answer::setConfinement);
        boolean mustWait = !resource.isFree() || !resource.isOpenTo(region);
        if (regionHasSession
                && mustWait
                && !region.isEmpty()
                && waiters.stream().noneMatch(this::isOfRegion)) {
            add(
                    Condition.Code.CODE_NO_WAITER,
                    "No session of region " + region + " waits for " + resource.name() + "; let it acquire with wait.",
                    OptionalLong.empty());
        }
        resource.lease().ifPresent(this::explainLease);
        if (resource.lockDelay().isPresent()) {
            add(
                    Condition.Code.CODE_LOCK_DELAY,
                    resource.name() + " rests after token "
                            + resource.lockDelay().get().token() + ", which was not released.",
                    LeaseReads.millis(view.remainingLockDelayNanos(resource.name())));
        }
        explainPause(resource);
        resource.confinement()
                .filter(last -> !resource.isOpenTo(region) && pause(resource).isEmpty())
                .ifPresent(last -> add(
                        Condition.Code.CODE_CONFINED,
                        "Token " + last.token() + " was not released in " + last.region()
                                + ", and failover is manual: only sessions there follow"
                                + stranded(resource.name(), last.region()) + ", until an operator breaks that token.",
                        OptionalLong.empty()));
        explainQueue(resource, waiters);
    }

    private String stranded(String resource, String region) {
        return view.state().policies().strands(resource, region) ? " (which the policy forbids by now)" : "";
    }

    private Optional<Pause> pause(Resource resource) {
        return view.state().pauses().of(resource.name());
    }

    /** What stands in the way of other regions than the one that the pause keeps the resource in. */
    private void explainPause(Resource resource) {
        Optional<String> home = resource.lease()
                .map(Lease::region)
                .or(() -> resource.confinement().map(Resource.Confinement::region));
        pause(resource)
                .filter(pause -> home.filter(its -> !its.equals(region)).isPresent())
                .ifPresent(pause ->
                        add(Condition.Code.CODE_PAUSED, PauseText.explain(pause, resource), OptionalLong.empty()));
    }

    private void explainLease(Lease lease) {
        OptionalLong remaining = LeaseReads.remaining(view, lease.session(), false);
        answer.setLease(WireMessages.lease(lease));
        remaining.ifPresent(answer::setRemainingMillis);
        if (lease.handoverTo() != 0) {
            add(
                    Condition.Code.CODE_HANDOVER_PENDING,
                    "The holder was asked to hand over to session " + lease.handoverTo() + " and has not done so yet.",
                    OptionalLong.empty());
        }
        SessionSpec holder = view.state().session(lease.session()).orElseThrow().spec();
        boolean stays =
                view.state().staysInRegion(lease.resource()) && !lease.region().equals(region);
        String held = lease.holder() + " in " + lease.region() + " holds it with token " + lease.token()
                + outside(lease.resource(), holder) + "; it passes on when its holder lets go, ";
        if (stays) {
            add(
                    Condition.Code.CODE_HELD,
                    held + "and, because failover is "
                            + (view.state().policies().isFailoverManual(lease.resource()) ? "manual" : "paused")
                            + ", not by itself to another region than " + lease.region()
                            + ", even if its holder is started again there.",
                    OptionalLong.empty());
            return;
        }
        long lockDelay = Math.max(
                holder.lockDelayMillis(), policy.map(Policy::lockDelayMillis).orElse(0L));
        add(
                Condition.Code.CODE_HELD,
                held + "and by itself if the holder stays silent from now on.",
                remaining.isPresent() ? OptionalLong.of(remaining.getAsLong() + lockDelay) : remaining);
    }

    /** A holder that a new policy forbids keeps its lease. */
    private String outside(String resource, SessionSpec holder) {
        return view.state()
                .policies()
                .violation(resource, holder.region(), holder.ttlMillis())
                .map(violation -> " (which its policy forbids by now: " + violation.field() + " " + violation.found()
                        + ", allowed: " + violation.allowed() + ")")
                .orElse("");
    }

    private void explainQueue(Resource resource, List<WaiterInfo> waiters) {
        int ahead = ahead(resource, waiters);
        long preferred = resource.lease().map(Lease::handoverTo).orElse(0L);
        boolean isNext = !region.isEmpty()
                && waiters.stream().anyMatch(waiter -> waiter.getSessionId() == preferred && isOfRegion(waiter));
        if (ahead > 0 && !isNext) {
            add(
                    Condition.Code.CODE_QUEUED_BEHIND,
                    ahead + (ahead == 1 ? " session is" : " sessions are") + " served first.",
                    OptionalLong.empty());
        }
    }

    /** The number of waiters before the first of the region, or before a newcomer. */
    private int ahead(Resource resource, List<WaiterInfo> waiters) {
        int ahead = 0;
        while (ahead < waiters.size() && (region.isEmpty() || isServedBefore(resource, waiters.get(ahead)))) {
            ahead++;
        }
        return ahead;
    }

    private boolean isServedBefore(Resource resource, WaiterInfo waiter) {
        return !isOfRegion(waiter)
                && view.state().place(resource, waiter.getRegion())
                        <= view.state().place(resource, region);
    }

    private boolean isOfRegion(WaiterInfo waiter) {
        return waiter.getRegion().equals(region);
    }

    private boolean regionHasSession() {
        return region.isEmpty()
                || view.state().sessions().values().stream()
                        .map(Session::spec)
                        .anyMatch(spec -> spec.region().equals(region));
    }

    private void add(Condition.Code code, String detail, OptionalLong earliestMillis) {
        var condition = Condition.newBuilder().setCode(code).setDetail(detail);
        earliestMillis.ifPresent(condition::setEarliestMillis);
        answer.addConditions(condition);
    }
}
