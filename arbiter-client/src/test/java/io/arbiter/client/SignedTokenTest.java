package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.v1.Call;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease has the newest signature of its grant, without a call that its holder would wait for. */
class SignedTokenTest {
    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final String FIRST = "00000000000000a1";
    private static final String SECOND = "ffffffffffffffb2";

    private final ClientFixture fixture = new ClientFixture();
    private final Lease lease = fixture.held("orders");
    private final Lease other = fixture.held("payments");

    @AfterEach
    void close() {
        fixture.close();
    }

    private void renewed(String key) {
        fixture.cluster.state.signingKey = key;
        fixture.pass(RENEWAL);
    }

    private long asked() {
        return fixture.cluster.nodes.stream()
                .mapToLong(node -> node.count(Call::hasSignToken))
                .sum();
    }

    private void bothAreSignedNow() {
        assertThat(lease.signedToken()).contains(fixture.cluster.state.signed(lease.token()));
        assertThat(other.signedToken()).contains(fixture.cluster.state.signed(other.token()));
    }

    @Test
    void withoutAKeyNothingIsAskedFor() {
        renewed("");
        assertThat(lease.signedToken()).isEmpty();
        assertThat(asked()).isZero();
    }

    @Test
    void aNewKeyIsAskedForOnce() {
        renewed(FIRST);
        bothAreSignedNow();
        renewed(FIRST);
        assertThat(asked()).isEqualTo(2);
        renewed(SECOND);
        bothAreSignedNow();
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void anOldSignatureIsReplacedHoursBeforeItsEnd() {
        renewed(FIRST);
        fixture.pass(Duration.ofHours(5));
        assertThat(asked()).isEqualTo(2);
        fixture.pass(Duration.ofHours(2));
        assertThat(asked()).isEqualTo(4);
        assertThat(lease.isOpen()).isTrue();
    }

    /** One that was not answered is asked for with the next renewal, and renewals go on. */
    @Test
    void aLostAnswerDelaysTheSignatureAlone() {
        fixture.allNodes(node -> node.loseReply = Call::hasSignToken);
        renewed(FIRST);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(lease.signedToken()).isEmpty();
        assertThat(lease.isOpen()).isTrue();
        fixture.allNodes(node -> node.loseReply = call -> false);
        fixture.pass(Duration.ofSeconds(10));
        bothAreSignedNow();
    }

    @Test
    void aRefusalIsNotRepeatedAtEachRenewal() {
        fixture.cluster.state.refusesToSign = true;
        renewed(FIRST);
        fixture.pass(Duration.ofSeconds(20));
        assertThat(asked()).as("once for each lease").isEqualTo(2);
        fixture.cluster.state.refusesToSign = false;
        fixture.pass(Duration.ofMinutes(2));
        bothAreSignedNow();
    }
}
