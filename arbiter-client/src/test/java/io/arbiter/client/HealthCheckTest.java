package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.fake.FakeCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
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
            assertThat(fixture.states()).containsExactly(LeaseState.AT_RISK, LeaseState.LOST);
            assertThat(fixture.events).filteredOn(event -> event.kind() == SessionEvent.Kind.UNHEALTHY)
                    .singleElement().matches(event -> event.detail().contains("disk is read-only"));
            sick.set("");
            fixture.pass(Duration.ofSeconds(2));
            assertThat(lease.isOpen()).isTrue();
            assertThat(fixture.events).last().extracting(SessionEvent::kind)
                    .isEqualTo(SessionEvent.Kind.HEALTHY);
        }
    }

    @Test
    void aCheckThatStallsCountsAsFailed() {
        Queue<Runnable> stalled = new ArrayDeque<>();
        try (ClientFixture fixture = new ClientFixture(new FakeCluster(), stalled::add,
                builder -> builder.healthCheck(this::check))) {
            Lease lease = fixture.held("orders");
            fixture.pass(Duration.ofSeconds(12));
            assertThat(fixture.cluster.state.renewals).isZero();
            assertThat(lease.isOpen()).isFalse();
            assertThat(stalled).hasSize(1);
            assertThat(fixture.events).last().matches(event -> event.kind() == SessionEvent.Kind.UNHEALTHY
                    && event.detail().contains("took longer than PT2S"));
            stalled.remove().run();
            fixture.pass(Duration.ofSeconds(1));
            stalled.remove().run();
            assertThat(lease.isOpen()).isTrue();
        }
    }
}
