package io.arbiter.server.codec.policy;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.v1.ConfinementInfo;
import io.arbiter.v1.PolicyInfo;
import io.arbiter.v1.PromotionTimes;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Policies on the wire. */
public final class WirePolicies {
    private WirePolicies() {}

    /** All scopes that a change names. */
    public static List<String> scopes(List<io.arbiter.v1.Policy> puts, List<String> deletes) {
        return Stream.concat(puts.stream().map(io.arbiter.v1.Policy::getScope), deletes.stream())
                .toList();
    }

    /** All regions that a change names. */
    public static Stream<String> regions(List<io.arbiter.v1.Policy> puts) {
        return puts.stream()
                .flatMap(policy -> Stream.concat(
                        policy.getAllowedRegionsList().stream(), policy.getPreferredRegionsList().stream()));
    }

    /** Of a request that has been checked: its failovers are in the protocol of this release. */
    public static PolicyChange change(long expectedVersion, List<io.arbiter.v1.Policy> puts, List<String> deletes) {
        return new PolicyChange(
                expectedVersion, puts.stream().map(WirePolicies::policy).toList(), deletes);
    }

    private static Policy policy(io.arbiter.v1.Policy wire) {
        return new Policy(
                wire.getScope(),
                new TreeSet<>(wire.getAllowedRegionsList()),
                wire.getPreferredRegionsList(),
                failover(wire.getFailover()),
                wire.getLockDelayMillis(),
                wire.getMinTtlMillis() == 0 ? SessionSpec.MIN_TTL_MILLIS : wire.getMinTtlMillis(),
                wire.getMaxTtlMillis() == 0 ? SessionSpec.MAX_TTL_MILLIS : wire.getMaxTtlMillis(),
                times(wire.getPromotion()));
    }

    private static PromotionTerms times(PromotionTimes wire) {
        PromotionTerms otherwise = PromotionTerms.DEFAULT;
        return new PromotionTerms(
                wire.hasCoolDownMillis() ? wire.getCoolDownMillis() : otherwise.coolDownMillis(),
                wire.hasDrainMillis() ? wire.getDrainMillis() : otherwise.drainMillis(),
                wire.hasCompletionMillis() ? wire.getCompletionMillis() : otherwise.completionMillis());
    }

    private static PromotionTimes times(PromotionTerms terms) {
        return PromotionTimes.newBuilder()
                .setCoolDownMillis(terms.coolDownMillis())
                .setDrainMillis(terms.drainMillis())
                .setCompletionMillis(terms.completionMillis())
                .build();
    }

    private static Failover failover(io.arbiter.v1.Failover wire) {
        return switch (wire) {
            case FAILOVER_UNSPECIFIED, FAILOVER_AUTOMATIC -> Failover.AUTOMATIC;
            case FAILOVER_MANUAL -> Failover.MANUAL;
            case UNRECOGNIZED -> throw new IllegalArgumentException("a failover that nobody checked");
        };
    }

    public static PolicyInfo info(StoredPolicy stored) {
        Policy policy = stored.policy();
        var wire = io.arbiter.v1.Policy.newBuilder()
                .setScope(policy.scope())
                .addAllAllowedRegions(policy.allowedRegions())
                .addAllPreferredRegions(policy.preferredRegions())
                .setFailover(
                        switch (policy.failover()) {
                            case AUTOMATIC -> io.arbiter.v1.Failover.FAILOVER_AUTOMATIC;
                            case MANUAL -> io.arbiter.v1.Failover.FAILOVER_MANUAL;
                        })
                .setLockDelayMillis(policy.lockDelayMillis())
                .setMinTtlMillis(policy.minTtlMillis())
                .setMaxTtlMillis(policy.maxTtlMillis())
                .setPromotion(times(policy.promotion()));
        return PolicyInfo.newBuilder()
                .setPolicy(wire)
                .setVersion(stored.version())
                .build();
    }

    public static ConfinementInfo confinement(Resource.Confinement last) {
        return ConfinementInfo.newBuilder()
                .setRegion(last.region())
                .setToken(last.token())
                .build();
    }

    /** Adds an event that policies cause. */
    public static void change(io.arbiter.v1.Event.Builder proto, Event.Change change) {
        if (change instanceof Event.PolicyChanged changed) {
            proto.getPolicyChangedBuilder()
                    .setScope(changed.scope())
                    .setVersion(changed.version())
                    .setDeleted(changed.deleted())
                    .setActor(changed.by().actor())
                    .setComment(changed.by().comment())
                    .setIdentity(changed.by().identity().identity());
        } else if (change instanceof Event.WaitForbidden forbidden) {
            proto.getWaitForbiddenBuilder()
                    .setResource(forbidden.name())
                    .setSessionId(forbidden.session())
                    .setScope(forbidden.scope())
                    .setVersion(forbidden.version())
                    .setField(forbidden.field())
                    .setFound(forbidden.found());
        } else if (change instanceof Event.LeaseConfined confined) {
            proto.getLeaseConfinedBuilder()
                    .setResource(confined.name())
                    .setRegion(confined.region())
                    .setToken(confined.token());
        } else if (change instanceof Event.ConfinementLifted lifted) {
            proto.getConfinementLiftedBuilder()
                    .setResource(lifted.name())
                    .setRegion(lifted.region())
                    .setToken(lifted.token())
                    .setActor(lifted.by().actor())
                    .setComment(lifted.by().comment())
                    .setIdentity(lifted.by().identity().identity());
        } else {
            WirePauses.change(proto, change);
        }
    }
}
