package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.fake.FakeNode;
import io.arbiter.client.model.Consistency;
import io.arbiter.v1.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client that waits for a lease at a node that falls silent gets the lease all the same. Found by chaos: a waiter
 * had asked the leader, which was stopped; the next leader granted the lease, and the waiter, which renewed it there,
 * was never notified.
 */
class SilentNodeTest {
    private final ClientFixture fixture = new ClientFixture();
    private final FakeNode first = fixture.cluster.node(1);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aGrantIsFoundAmongTheHoldings() {
        fixture.held("other");
        first.holdReply = Call::hasAcquire;
        CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(20));
        fixture.pass(Duration.ofMillis(2_100));
        assertThat(acquire).isCompleted();
        assertThat(acquire.join().token()).isEqualTo(2);
        first.deliver();
        fixture.pass(Duration.ofSeconds(5));
        assertThat(acquire.join().isOpen()).isTrue();
        assertThat(fixture.cluster.state.releases).isZero();
    }

    /** A third of a day's timeout would be eight hours at a node that swallows everything. */
    @Test
    void aCallerWithADaysPatienceIsAnsweredByAnotherNodeSoon() {
        try (ClientFixture patient = new ClientFixture(builder -> builder.requestTimeout(Duration.ofHours(24)))) {
            patient.cluster.node(1).blackHole = true;
            var read = patient.client.asyncAdmin().getLease("orders", Consistency.LINEARIZABLE);
            patient.pass(Duration.ofSeconds(40));
            assertThat(read).isCompleted();
        }
    }

    /** The renewals notice the silence, though another node answers each of them in time. */
    @Test
    void anotherNodeIsAsked() {
        fixture.held("other");
        first.delay = Call::hasAcquire;
        CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(20));
        first.blackHole = true;
        fixture.pass(Duration.ofMillis(5_500));
        assertThat(acquire).isCompleted();
    }
}
