package io.arbiter.server.codec.policy;

import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.internal.v1.ChangePolicies;
import io.arbiter.internal.v1.FailoverProto;
import io.arbiter.internal.v1.PolicyProto;
import io.arbiter.internal.v1.PromotionTimesProto;
import io.arbiter.internal.v1.StoredPolicyProto;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Policies as they stand in log and snapshots, and back. */
public final class PolicyCodec {
    private PolicyCodec() {}

    /** All but who changes them. */
    public static ChangePolicies.Builder encode(PolicyChange change) {
        return ChangePolicies.newBuilder()
                .setExpectedVersion(change.expectedVersion())
                .addAllPuts(change.puts().stream().map(PolicyCodec::encode).toList())
                .addAllDeletes(change.deletes());
    }

    public static PolicyChange decode(ChangePolicies proto) {
        return new PolicyChange(
                proto.getExpectedVersion(),
                proto.getPutsList().stream().map(PolicyCodec::decode).toList(),
                proto.getDeletesList());
    }

    /** Whether a policy names times of promotions. */
    public static boolean hasTimes(PolicyChange change) {
        return change.puts().stream().anyMatch(PolicyCodec::hasTimes);
    }

    /** As the other, of policies in force. */
    public static boolean haveTimes(Policies policies) {
        return policies.byScope().values().stream().map(StoredPolicy::policy).anyMatch(PolicyCodec::hasTimes);
    }

    private static boolean hasTimes(Policy policy) {
        return !policy.promotion().equals(PromotionTerms.DEFAULT);
    }

    private static PolicyProto encode(Policy policy) {
        var proto = PolicyProto.newBuilder()
                .setScope(policy.scope())
                .addAllAllowedRegions(policy.allowedRegions())
                .addAllPreferredRegions(policy.preferredRegions())
                .setFailover(
                        switch (policy.failover()) {
                            case AUTOMATIC -> FailoverProto.FAILOVER_PROTO_AUTOMATIC;
                            case MANUAL -> FailoverProto.FAILOVER_PROTO_MANUAL;
                        })
                .setLockDelayMillis(policy.lockDelayMillis())
                .setMinTtlMillis(policy.minTtlMillis())
                .setMaxTtlMillis(policy.maxTtlMillis());
        if (hasTimes(policy)) {
            proto.getPromotionBuilder()
                    .setCoolDownMillis(policy.promotion().coolDownMillis())
                    .setDrainMillis(policy.promotion().drainMillis())
                    .setCompletionMillis(policy.promotion().completionMillis());
        }
        return proto.build();
    }

    private static Policy decode(PolicyProto proto) {
        return new Policy(
                proto.getScope(),
                new TreeSet<>(proto.getAllowedRegionsList()),
                proto.getPreferredRegionsList(),
                switch (proto.getFailover()) {
                    case FAILOVER_PROTO_AUTOMATIC -> Failover.AUTOMATIC;
                    case FAILOVER_PROTO_MANUAL -> Failover.MANUAL;
                    default -> throw new IllegalArgumentException("unknown failover: " + proto.getFailover());
                },
                proto.getLockDelayMillis(),
                proto.getMinTtlMillis(),
                proto.getMaxTtlMillis(),
                proto.hasPromotion() ? times(proto.getPromotion()) : PromotionTerms.DEFAULT);
    }

    private static PromotionTerms times(PromotionTimesProto proto) {
        return new PromotionTerms(proto.getCoolDownMillis(), proto.getDrainMillis(), proto.getCompletionMillis());
    }

    public static StoredPolicyProto encode(StoredPolicy stored) {
        return StoredPolicyProto.newBuilder()
                .setPolicy(encode(stored.policy()))
                .setVersion(stored.version())
                .build();
    }

    public static StoredPolicy decode(StoredPolicyProto proto) {
        return new StoredPolicy(decode(proto.getPolicy()), proto.getVersion());
    }

    public static Policies policies(long version, List<StoredPolicy> stored) {
        var byScope = new TreeMap<String, StoredPolicy>();
        stored.forEach(one -> byScope.put(one.policy().scope(), one));
        return new Policies(version, byScope);
    }
}
