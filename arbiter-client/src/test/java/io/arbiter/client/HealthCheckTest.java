package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.fake.FakeCluster;
import io.arbiter.v1.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * B1 11, B5 47: a heartbeat thread that lives on proves nothing; the renewal must prove that the holder
 * works.
 */
class HealthCheckTest {
    private final AtomicReference<String> sick = new AtomicReference<>("");

    private void check() throws Exception {
        if (!sick.get().isEmpty()) {
            throw new IOException(sick.get());
        }
    }

    @Test
    void aHolderThatFailsIsNotRenewedAndSaysSo() {
        try (ClientFixture fixture = new ClientFixture(builder -> builder.healthCheck(this::check))) {
            Lease lease = fixture.held("orders");
            fixture.pass(Duration.ofSeconds(4));
            int before = fixture.cluster.state.renewals;
            sick.set("disk is read-only");
            fixture.pass(Duration.ofSeconds(7));
            assertThat(fixture.cluster.state.renewals).isEqualTo(before);
            assertThat(lease.isOpen()).isFalse();
            assertThat(fixture.states()).containsExactly(LeaseState.AT_RISK, LeaseState.SUSPENDED);
            assertThat(fixture.events)
                    .filteredOn(event -> event.kind() == SessionEvent.Kind.UNHEALTHY)
                    .singleElement()
                    .matches(event -> event.detail().contains("disk is read-only"));
            sick.set("");
            fixture.pass(Duration.ofSeconds(2));
            assertThat(lease.isOpen()).isTrue();
            assertThat(fixture.events).last().extracting(SessionEvent::kind).isEqualTo(SessionEvent.Kind.HEALTHY);
        }
    }

    /** Otherwise the lease is granted again after each loss. */
    @Test
    void aHolderThatFailsAsksForNothing() {
        try (ClientFixture fixture = new ClientFixture(builder -> builder.healthCheck(this::check))) {
            sick.set("disk is read-only");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> fixture.client.acquire("orders", Duration.ofSeconds(5)))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("health check")
                        .hasMessageContaining("disk is read-only");
            }
            assertThat(fixture.cluster.state.opened).isEmpty();
            sick.set("");
            fixture.held("orders");
            sick.set("disk is full");
            fixture.pass(Duration.ofSeconds(3));
            assertThatThrownBy(() -> fixture.client.acquire("other", Duration.ofSeconds(5)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("disk is full");
            assertThat(fixture.cluster.state.leases).containsOnlyKeys("orders");
        }
    }

    /** An opening without an answer may have been granted: a check that fails later does not settle it. */
    @Test
    void aHolderThatFailsStillFindsAndClosesItsSession() {
        try (ClientFixture fixture = new ClientFixture(builder -> builder.healthCheck(this::check))) {
            fixture.allNodes(node -> node.loseReply = Call::hasOpenSession);
            CompletableFuture<Lease> asked = fixture.acquire("orders", Duration.ZERO);
            fixture.pass(Duration.ofSeconds(4));
            assertThat(asked).isCompletedExceptionally();
            assertThat(fixture.cluster.state.leases).containsKey("orders");
            fixture.allNodes(node -> node.loseReply = call -> false);
            sick.set("disk is read-only");
            assertThatThrownBy(() -> fixture.client.acquire("other", Duration.ZERO))
                    .isInstanceOf(RefusedException.class);
            fixture.client.closeSession(Duration.ofSeconds(9));
            assertThat(fixture.cluster.state.leases).isEmpty();
        }
    }

    @Test
    void aCheckThatStallsBeforeTheFirstGrantIsNamed() {
        try (ClientFixture fixture =
                new ClientFixture(new FakeCluster(), task -> {}, builder -> builder.healthCheck(this::check))) {
            CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(60));
            fixture.pass(Duration.ofSeconds(3));
            assertThat(fixture.cluster.state.opened).isEmpty();
            assertThatThrownBy(acquire::join).hasMessageContaining("the health check took longer than PT2S");
        }
    }

    @Test
    void aCheckThatStallsCountsAsFailed() {
        Queue<Runnable> stalled = new ArrayDeque<>();
        try (ClientFixture fixture =
                new ClientFixture(new FakeCluster(), stalled::add, builder -> builder.healthCheck(this::check))) {
            CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(1));
            assertThat(fixture.cluster.state.opened).isEmpty();
            stalled.remove().run();
            Lease lease = acquire.join();
            fixture.pass(Duration.ofSeconds(12));
            assertThat(fixture.cluster.state.renewals).isZero();
            assertThat(lease.isOpen()).isFalse();
            assertThat(stalled).hasSize(1);
            assertThat(fixture.events)
                    .last()
                    .matches(event -> event.kind() == SessionEvent.Kind.UNHEALTHY
                            && event.detail().contains("took longer than PT2S"));
            stalled.remove().run();
            fixture.pass(Duration.ofSeconds(1));
            stalled.remove().run();
            assertThat(lease.isOpen()).isTrue();
        }
    }
}
