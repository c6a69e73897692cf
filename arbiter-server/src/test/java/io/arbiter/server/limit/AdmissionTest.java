package io.arbiter.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Principal EAST = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private static final Principal WEST = new Principal("spiffe://arbiter/region/us-west/sidecar/orders");

    private long nanos = 7;
    private final Admission admission =
            new Admission(new CallerLimits(9, 15, 2, 3, 4, 5, 10), () -> nanos, new PrometheusRegistry());

    private int requests(Principal caller) {
        int taken = 0;
        while (admission.request(caller).isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void whatOneIdentityHasOpenIsBoundedAndGivenBack() {
        Slot first = admission.open(Countable.CONNECTION, EAST);
        admission.open(Countable.CONNECTION, EAST);
        assertThatThrownBy(() -> admission.open(Countable.CONNECTION, EAST))
                .isInstanceOfSatisfying(CallException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
                    assertThat(refused.metadata())
                            .containsEntry("limit", "identity_connections")
                            .containsEntry("value", "2");
                })
                .hasMessageContaining("limits.identity");
        admission.open(Countable.CONNECTION, WEST);
        admission.open(Countable.STREAM, EAST);
        first.close();
        first.close();
        admission.open(Countable.CONNECTION, EAST);
        assertThatThrownBy(() -> admission.open(Countable.CONNECTION, EAST)).isInstanceOf(CallException.class);
    }

    @Test
    void callsOfOneIdentityAreBounded() {
        Slot first = admission.open(Countable.CALL, EAST);
        for (int i = 1; i < 5; i++) {
            admission.open(Countable.CALL, EAST);
        }
        assertThatThrownBy(() -> admission.open(Countable.CALL, EAST))
                .isInstanceOfSatisfying(
                        CallException.class,
                        refused -> assertThat(refused.metadata()).containsEntry("limit", "identity_calls"))
                .hasMessageContaining("5 calls under way at this node, expected at most 5");
        admission.open(Countable.CALL, WEST);
        first.close();
        admission.open(Countable.CALL, EAST);
    }

    @Test
    void callersWithoutACertificateAreNotCounted() {
        for (int i = 0; i < 100; i++) {
            admission.open(Countable.CONNECTION, Principal.NOBODY);
        }
        assertThat(admission.identities()).isZero();
    }

    @Test
    void requestsOfOneIdentityAreBoundedBySecond() {
        assertThat(requests(EAST)).isEqualTo(10);
        CallException tooMany = admission.request(EAST).orElseThrow();
        assertThat(tooMany.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(tooMany.metadata())
                .containsEntry("limit", "identity_requests_per_second")
                .containsEntry("retry_after_millis", "100");
        nanos += Duration.ofMillis(300).toNanos();
        assertThat(requests(EAST)).isEqualTo(3);
        nanos += Duration.ofHours(1).toNanos();
        assertThat(requests(EAST))
                .as("no more than a second's after a long pause")
                .isEqualTo(10);
    }

    @Test
    void requestsOfAllAreBoundedTogether() {
        assertThat(requests(EAST)).isEqualTo(10);
        assertThat(requests(WEST)).as("the rest of 15").isEqualTo(5);
        assertThat(admission.request(WEST).orElseThrow().metadata()).containsEntry("limit", "requests_per_second");
        assertThat(admission.request(Principal.NOBODY)).as("whoever it is").isPresent();
    }

    /** A bucket that is not full is remembered: who connects anew does not begin anew. */
    @Test
    void aNewConnectionIsNoNewSecond() {
        admission.open(Countable.CONNECTION, EAST).close();
        assertThat(admission.identities()).isZero();
        Slot connection = admission.open(Countable.CONNECTION, EAST);
        assertThat(requests(EAST)).isEqualTo(10);
        connection.close();
        assertThat(requests(EAST)).isZero();
    }

    @Test
    void thoseWhoAreGoneAreForgotten() {
        Slot kept = admission.open(Countable.WATCH, EAST);
        for (int i = 0; i < 3 * Admission.REMEMBERED; i++) {
            nanos += Duration.ofSeconds(1).toNanos();
            admission.request(new Principal("spiffe://arbiter/viewer/v" + i));
        }
        assertThat(admission.identities()).isLessThanOrEqualTo(Admission.REMEMBERED);
        kept.close();
    }
}
