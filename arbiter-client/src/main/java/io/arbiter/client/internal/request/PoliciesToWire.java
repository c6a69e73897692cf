package io.arbiter.client.internal.request;

import io.arbiter.client.model.policy.Failover;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PromotionTimes;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.PreviewPoliciesRequest;

/** Policies as messages. */
final class PoliciesToWire {
    private PoliciesToWire() {}

    static PreviewPoliciesRequest.Builder preview(PolicyChange change) {
        return PreviewPoliciesRequest.newBuilder()
                .addAllPuts(change.puts().stream().map(PoliciesToWire::policy).toList())
                .addAllDeletes(change.deletes());
    }

    static ChangePoliciesRequest.Builder change(PolicyChange change) {
        return ChangePoliciesRequest.newBuilder()
                .setExpectedVersion(change.expectedVersion())
                .addAllPuts(change.puts().stream().map(PoliciesToWire::policy).toList())
                .addAllDeletes(change.deletes());
    }

    private static io.arbiter.v1.Policy policy(Policy policy) {
        return io.arbiter.v1.Policy.newBuilder()
                .setScope(policy.scope())
                .addAllAllowedRegions(policy.allowedRegions())
                .addAllPreferredRegions(policy.preferredRegions())
                .setFailover(failover(policy.failover()))
                .setLockDelayMillis(policy.lockDelay().toMillis())
                .setMinTtlMillis(policy.minTtl().toMillis())
                .setMaxTtlMillis(policy.maxTtl().toMillis())
                .setPromotion(times(policy.promotion()))
                .build();
    }

    private static io.arbiter.v1.PromotionTimes times(PromotionTimes times) {
        return io.arbiter.v1.PromotionTimes.newBuilder()
                .setCoolDownMillis(times.coolDown().toMillis())
                .setDrainMillis(times.drain().toMillis())
                .setCompletionMillis(times.completion().toMillis())
                .build();
    }

    private static io.arbiter.v1.Failover failover(Failover failover) {
        return switch (failover) {
            case AUTOMATIC -> io.arbiter.v1.Failover.FAILOVER_AUTOMATIC;
            case MANUAL -> io.arbiter.v1.Failover.FAILOVER_MANUAL;
            case UNKNOWN ->
                throw new IllegalArgumentException(
                        "a policy with a failover that this library does not know; put one with "
                                + "AUTOMATIC or MANUAL, or use the library's newer version");
        };
    }
}
