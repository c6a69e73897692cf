package io.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.RefusedException;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.LeaseStatus;
import io.arbiter.client.model.policy.Failover;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyFinding;
import io.arbiter.client.model.policy.PolicyList;
import io.arbiter.client.model.policy.PromotionTimes;
import io.arbiter.client.model.policy.StoredPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Policies by the client library, against a whole arbiter. */
@ExtendWith(ArbiterExtension.class)
class PolicyAdminTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Policy EAST_ONLY = Policy.of("orders")
            .allowing(Set.of("us-east"))
            .preferring(List.of("us-east"))
            .withLockDelay(Duration.ofMillis(1_500))
            .withTtl(Duration.ofSeconds(2), Duration.ofHours(1))
            .with(new PromotionTimes(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(1)));
    private static final Policy MANUAL = Policy.of("").with(Failover.MANUAL);

    private static PolicyChange put(long version, Policy... policies) {
        return new PolicyChange(version, List.of(policies), List.of());
    }

    @Test
    void whatIsPutIsReadAgain(TestArbiter arbiter) {
        try (ArbiterClient client = arbiter.client("us-east").build()) {
            ArbiterAdmin admin = client.admin();
            assertThat(admin.changePolicies(put(0, EAST_ONLY, MANUAL), "drill", "ops"))
                    .isEqualTo(1);
            PolicyList policies = admin.policies();
            assertThat(policies.version()).isEqualTo(1);
            assertThat(policies.policies())
                    .containsExactly(new StoredPolicy(MANUAL, 1), new StoredPolicy(EAST_ONLY, 1));
            assertThat(admin.policyOf("orders")).contains(new StoredPolicy(EAST_ONLY, 1));
            assertThat(admin.policyOf("users")).contains(new StoredPolicy(MANUAL, 1));
            assertThatThrownBy(() -> admin.changePolicies(put(0, Policy.of("a")), "drill", "ops"))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo("POLICY_VERSION_MISMATCH"));
            admin.changePolicies(new PolicyChange(1, List.of(), List.of("")), "drill", "ops");
            assertThat(admin.policyOf("users")).isEmpty();
        }
    }

    @Test
    void whoIsOutsideIsFoundAndKeepsItsLease(TestArbiter arbiter) {
        try (ArbiterClient west = arbiter.client("us-west").build();
                Lease lease = west.acquire("orders", Duration.ZERO)) {
            PolicyFinding finding = west.admin()
                    .previewPolicies(put(0, EAST_ONLY), "")
                    .findings()
                    .get(0);
            assertThat(finding.kind()).isEqualTo(PolicyFinding.Kind.KEEPS_LEASE);
            assertThat(finding.token()).isEqualTo(lease.token());
            west.admin().changePolicies(put(0, EAST_ONLY), "drill", "ops");
            assertThat(lease.isOpen()).isTrue();
            assertThat(west.admin()
                            .previewPolicies(new PolicyChange(0, List.of(), List.of()), "")
                            .findings())
                    .containsExactly(finding);
            lease.release();
            assertThatThrownBy(() -> west.acquire("orders", Duration.ZERO))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.reason()).isEqualTo("OUTSIDE_POLICY");
                        assertThat(refused.metadata()).containsEntry("allowed", "us-east");
                    });
        }
    }

    @Test
    void whereFailoverIsManualAnOperatorBreaksTheTokenThatExpired(TestArbiter arbiter) {
        try (ArbiterClient east = arbiter.client("us-east").ttl(TTL).build();
                ArbiterClient west =
                        arbiter.client("us-west").ttl(Duration.ofHours(1)).build()) {
            west.admin().changePolicies(put(0, MANUAL), "drill", "ops");
            Lease lost = east.acquire("orders", Duration.ZERO);
            arbiter.advance(TTL.plus(TTL));
            assertThatThrownBy(() -> west.acquire("orders", Duration.ZERO))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo("CONFINED_TO_REGION"));
            assertThat(west.admin().getLease("orders", Consistency.LINEARIZABLE).confinement())
                    .contains(new LeaseStatus.Confinement("us-east", lost.token()));
            west.admin().breakLease("orders", lost.token(), "the region is gone", "ops");
            assertThat(west.acquire("orders", Duration.ZERO).token()).isGreaterThan(lost.token());
        }
    }
}
