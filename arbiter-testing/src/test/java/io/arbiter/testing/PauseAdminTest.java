package io.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.RefusedException;
import io.arbiter.client.model.Explanation;
import io.arbiter.client.model.policy.Pause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pauses by the client library, against a whole arbiter. */
@ExtendWith(ArbiterExtension.class)
class PauseAdminTest {
    private static final Duration TTL = Duration.ofMinutes(10);

    private static void refused(Runnable call, String reason) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void whoPausesAndWhyIsReadAgain(TestArbiter arbiter) {
        try (ArbiterClient client = arbiter.client("us-east").build()) {
            ArbiterAdmin admin = client.admin();
            refused(() -> admin.resumeFailover("", 0, "over", "ops"), "NOT_PAUSED");
            assertThat(admin.pauseFailover("tenants/", 0, "drill", "ops")).isEqualTo(1);
            assertThat(admin.pauseFailover("tenants/", 0, "drill", "ops"))
                    .as("a repeat")
                    .isEqualTo(1);
            refused(() -> admin.pauseFailover("tenants/", 1, "another drill", "ops"), "ALREADY_PAUSED");
            refused(() -> admin.pauseFailover("", 0, "drill", "ops"), "PAUSES_VERSION_MISMATCH");
            Pause pause = admin.pauses().pauses().get(0);
            assertThat(pause).isEqualTo(new Pause("tenants/", "ops", "drill", "", pause.since(), 1));
            assertThat(admin.resumeFailover("tenants/", 1, "over", "ops")).isEqualTo(2);
            assertThat(admin.pauses().pauses()).isEmpty();
            assertThat(admin.pauses().version()).isEqualTo(2);
        }
    }

    @Test
    void whatExpiresWhilePausedGoesToAnotherRegionOnceItIsResumed(TestArbiter arbiter) {
        try (ArbiterClient east = arbiter.client("us-east").ttl(TTL).build();
                ArbiterClient west =
                        arbiter.client("us-west").ttl(Duration.ofHours(1)).build()) {
            ArbiterAdmin admin = west.admin();
            admin.pauseFailover("", 0, "work on the network", "ops");
            Lease lost = east.acquire("orders", Duration.ZERO);
            arbiter.advance(TTL.plus(TTL));
            refused(() -> west.acquire("orders", Duration.ZERO), "FAILOVER_PAUSED");
            assertThat(admin.explain("orders", "us-west").conditions())
                    .extracting(Explanation.Condition::code)
                    .contains(Explanation.Code.PAUSED);
            admin.resumeFailover("", 1, "over", "ops");
            assertThat(west.acquire("orders", Duration.ZERO).token()).isGreaterThan(lost.token());
        }
    }
}
