package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.v1.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Waiting, giving up, and the fate of grants that nobody wants any more. Plain answers of a server are tested with one,
 * in arbiter-testing.
 */
class AcquireTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void waitsUntilGranted() {
        fixture.cluster.state.grant("orders", 55);
        CompletableFuture<Lease> acquire = fixture.acquire("orders", MINUTE);
        fixture.pass(Duration.ofSeconds(40));
        assertThat(acquire).isNotDone();
        fixture.cluster.state.end("orders");
        fixture.cluster.node(1).answerWaiting();
        assertThat(acquire.join().isOpen()).isTrue();
    }

    @Test
    void cancellingLeavesTheQueue() {
        fixture.cluster.state.grant("orders", 55);
        CompletableFuture<Lease> acquire = fixture.acquire("orders", MINUTE);
        assertThat(fixture.cluster.node(1).waiting).hasSize(1);
        acquire.cancel(true);
        assertThat(fixture.cluster.node(1).waiting).isEmpty();
        assertThat(fixture.cluster.node(1).cancelled).hasSize(1);
        assertThat(fixture.cluster.node(1).count(Call::hasCancelWait)).isEqualTo(1);
    }

    @Test
    void theWaitEndsInTime() {
        fixture.cluster.state.grant("orders", 55);
        CompletableFuture<Lease> acquire = fixture.acquire("orders", MINUTE);
        fixture.pass(MINUTE);
        assertThat(acquire)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(AcquireTimeoutException.class);
        assertThat(fixture.cluster.node(1).waiting).isEmpty();
    }

    /** B2 28b: a timed-out request may complete later, and then hold the lock permanently. */
    @Test
    void aGrantThatCrossesTheCancelIsReleasedAtOnce() {
        fixture.held("other");
        fixture.cluster.state.grant("orders", 55);
        CompletableFuture<Lease> acquire = fixture.acquire("orders", MINUTE);
        fixture.cluster.state.end("orders");
        fixture.cluster.state.grant("orders", fixture.client.sessionId().orElseThrow());
        acquire.cancel(true);
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("other");
        assertThat(fixture.changes).isEmpty();
    }

    @Test
    void aGrantThatNobodyWantsIsReleasedAtTheNextRenewal() {
        Lease lease = fixture.held("orders");
        fixture.cluster.state.grant("stale", lease.sessionId());
        fixture.pass(Duration.ofSeconds(3));
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("orders");
        assertThat(lease.isOpen()).isTrue();
    }

    @Test
    void aTokenThatWasLetGoIsNeverHandedOutAgain() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.delay = Call::hasRelease);
        CompletableFuture<Void> released = lease.releaseAsync();
        CompletableFuture<Lease> again = fixture.acquire("orders", MINUTE);
        fixture.pass(Duration.ofSeconds(2));
        assertThat(again).isNotDone();
        fixture.allNodes(node -> {
            node.delay = call -> false;
            node.answerWaiting();
        });
        fixture.pass(Duration.ofSeconds(5));
        assertThat(released).isCompleted();
        assertThat(again.join().token()).isGreaterThan(lease.token());
        assertThat(again.join().isOpen()).isTrue();
        fixture.pass(Duration.ofSeconds(30));
        assertThat(again.join().isOpen()).isTrue();
    }

    @Test
    void aLeaseThatSilenceClosedIsFoundAgain() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofSeconds(8));
        CompletableFuture<Lease> again = fixture.acquire("orders", MINUTE);
        assertThat(again).isNotDone();
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(5));
        assertThat(again).isCompletedWithValue(lease);
        assertThat(lease.isOpen()).isTrue();
    }

    @Test
    void aWaitOutlivesItsSession() {
        Lease other = fixture.held("other");
        fixture.cluster.state.grant("orders", 55);
        CompletableFuture<Lease> acquire = fixture.acquire("orders", MINUTE);
        fixture.cluster.state.endSession(other.sessionId());
        fixture.cluster.state.end("orders");
        fixture.pass(Duration.ofSeconds(3));
        assertThat(acquire.join().isOpen()).isTrue();
        assertThat(acquire.join().sessionId()).isNotEqualTo(other.sessionId());
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> fixture.client.acquire("", MINUTE)).hasMessageContaining("resource has 0 bytes");
        assertThatThrownBy(() -> fixture.client.acquire("é".repeat(257), MINUTE))
                .hasMessageContaining("514 bytes");
        assertThatThrownBy(() -> fixture.client.acquire("a\nb", MINUTE)).hasMessageContaining("control characters");
        assertThatThrownBy(() -> fixture.client.acquire("a", Duration.ofSeconds(-1)))
                .hasMessageContaining("wait is");
        assertThatThrownBy(() -> fixture.client.acquire("a", Duration.ofHours(2)))
                .hasMessageContaining("wait is");
        assertThatThrownBy(() -> fixture.client.acquireAll(List.of("a", "a"), MINUTE))
                .hasMessageContaining("without repetition");
        assertThat(fixture.cluster.node(1).calls).isEmpty();
    }
}
