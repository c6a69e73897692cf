package io.arbiter.client.internal.request;

import io.arbiter.client.model.Event;
import io.arbiter.client.model.LeaseStatus;
import io.arbiter.client.model.policy.Failover;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyFinding;
import io.arbiter.client.model.policy.PolicyList;
import io.arbiter.client.model.policy.PolicyPreview;
import io.arbiter.client.model.policy.PromotionTimes;
import io.arbiter.client.model.policy.StoredPolicy;
import io.arbiter.v1.ConfinementInfo;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.PreviewPoliciesResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What concerns policies, from the wire. */
final class PoliciesFromWire {
    private PoliciesFromWire() {}

    static PolicyList list(GetPoliciesResponse answer) {
        return new PolicyList(
                answer.getRevision(),
                answer.getVersion(),
                answer.getPoliciesList().stream()
                        .map(info -> new StoredPolicy(policy(info.getPolicy()), info.getVersion()))
                        .toList());
    }

    static Optional<LeaseStatus.Confinement> confinement(boolean known, ConfinementInfo last) {
        return known ? Optional.of(new LeaseStatus.Confinement(last.getRegion(), last.getToken())) : Optional.empty();
    }

    private static Policy policy(io.arbiter.v1.Policy policy) {
        return new Policy(
                policy.getScope(),
                Set.copyOf(policy.getAllowedRegionsList()),
                policy.getPreferredRegionsList(),
                switch (policy.getFailover()) {
                    case FAILOVER_AUTOMATIC -> Failover.AUTOMATIC;
                    case FAILOVER_MANUAL -> Failover.MANUAL;
                    case FAILOVER_UNSPECIFIED, UNRECOGNIZED -> Failover.UNKNOWN;
                },
                Duration.ofMillis(policy.getLockDelayMillis()),
                Duration.ofMillis(policy.getMinTtlMillis()),
                Duration.ofMillis(policy.getMaxTtlMillis()),
                policy.hasPromotion() ? times(policy.getPromotion()) : PromotionTimes.DEFAULT);
    }

    /** A release that knows them names each. */
    private static PromotionTimes times(io.arbiter.v1.PromotionTimes times) {
        return new PromotionTimes(
                Duration.ofMillis(times.getCoolDownMillis()),
                Duration.ofMillis(times.getDrainMillis()),
                Duration.ofMillis(times.getCompletionMillis()));
    }

    static PolicyPreview preview(PreviewPoliciesResponse answer) {
        return new PolicyPreview(
                answer.getRevision(),
                answer.getVersion(),
                answer.getFindingsList().stream().map(PoliciesFromWire::finding).toList(),
                answer.getMore() ? Optional.of(answer.getLastResource()) : Optional.empty());
    }

    private static PolicyFinding finding(io.arbiter.v1.PolicyFinding finding) {
        return new PolicyFinding(
                switch (finding.getKind()) {
                    case KIND_KEEPS_LEASE -> PolicyFinding.Kind.KEEPS_LEASE;
                    case KIND_LOSES_WAIT -> PolicyFinding.Kind.LOSES_WAIT;
                    case KIND_CONFINED -> PolicyFinding.Kind.CONFINED;
                    case KIND_FREED -> PolicyFinding.Kind.FREED;
                    case KIND_STRANDED -> PolicyFinding.Kind.STRANDED;
                    case KIND_UNSPECIFIED, UNRECOGNIZED -> PolicyFinding.Kind.UNKNOWN;
                },
                finding.getResource(),
                finding.getSessionId(),
                finding.getRegion(),
                finding.getHolder(),
                finding.getToken(),
                finding.getScope(),
                finding.getField(),
                finding.getFound(),
                finding.getAllowed());
    }

    static Event event(long revision, Instant at, io.arbiter.v1.Event event) {
        return switch (event.getKindCase()) {
            case POLICY_CHANGED -> changed(revision, at, event.getPolicyChanged());
            case WAIT_FORBIDDEN -> forbidden(revision, at, event.getWaitForbidden());
            case LEASE_CONFINED ->
                new Event.LeaseConfined(
                        revision,
                        at,
                        event.getLeaseConfined().getResource(),
                        event.getLeaseConfined().getRegion(),
                        event.getLeaseConfined().getToken());
            case CONFINEMENT_LIFTED -> lifted(revision, at, event.getConfinementLifted());
            default -> throw new IllegalArgumentException("no event of policies: " + event.getKindCase());
        };
    }

    private static Event changed(long revision, Instant at, io.arbiter.v1.Event.PolicyChanged changed) {
        return new Event.PolicyChanged(
                revision,
                at,
                changed.getScope(),
                changed.getVersion(),
                changed.getDeleted(),
                changed.getActor(),
                changed.getComment(),
                changed.getIdentity());
    }

    private static Event forbidden(long revision, Instant at, io.arbiter.v1.Event.WaitForbidden forbidden) {
        return new Event.WaitForbidden(
                revision,
                at,
                forbidden.getResource(),
                forbidden.getSessionId(),
                forbidden.getScope(),
                forbidden.getVersion(),
                forbidden.getField(),
                forbidden.getFound());
    }

    private static Event lifted(long revision, Instant at, io.arbiter.v1.Event.ConfinementLifted lifted) {
        return new Event.ConfinementLifted(
                revision,
                at,
                lifted.getResource(),
                lifted.getRegion(),
                lifted.getToken(),
                lifted.getActor(),
                lifted.getComment(),
                lifted.getIdentity());
    }
}
