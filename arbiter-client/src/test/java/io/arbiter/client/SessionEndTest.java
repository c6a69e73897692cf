package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.fake.FakeNode;
import io.arbiter.v1.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a session that is waited for until it is certain, and a client that leaves its session alone. */
class SessionEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(9);
    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** In a thread of its own, because only this one lets time pass. */
    private CompletableFuture<Void> closing() throws InterruptedException {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                fixture.client.closeSession(LIMIT);
                closed.complete(null);
            } catch (RuntimeException e) {
                closed.completeExceptionally(e);
            }
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TERMINATED);
        return closed;
    }

    private long calls(java.util.function.Predicate<Call> which) {
        return fixture.cluster.nodes.stream()
                .mapToLong(node -> node.count(which))
                .sum();
    }

    /** Carried out, and not answered. */
    private CompletableFuture<Lease> acquireWithoutAnswer() {
        fixture.allNodes(node -> node.loseReply = Call::hasOpenSession);
        CompletableFuture<Lease> asked = fixture.acquire("orders", Duration.ZERO);
        fixture.pass(Duration.ofSeconds(4));
        assertThat(asked).isCompletedExceptionally();
        assertThat(fixture.cluster.state.leases).containsKey("orders");
        return asked;
    }

    @Test
    void itsLeasesAreReleasedAndTheNextAcquireOpensAnother() {
        Lease lease = fixture.held("orders");
        fixture.client.closeSession(LIMIT);
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.RELEASED);
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(fixture.held("orders").sessionId()).isNotEqualTo(lease.sessionId());
    }

    @Test
    void withoutASessionNobodyIsAsked() {
        fixture.client.closeSession(LIMIT);
        fixture.allNodes(node -> assertThat(node.calls).isEmpty());
    }

    @Test
    void oneThatHasEndedAlreadyIsEnded() {
        Lease lease = fixture.held("orders");
        fixture.cluster.state.endSession(lease.sessionId());
        fixture.client.closeSession(LIMIT);
        assertThat(lease.isOpen()).isFalse();
    }

    @Test
    void withoutAConfirmationItIsUnknown() throws InterruptedException {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        CompletableFuture<Void> closed = closing();
        assertThat(lease.isOpen()).isFalse();
        fixture.pass(LIMIT.plusSeconds(1));
        assertThatThrownBy(closed::join).cause().isInstanceOf(IndeterminateException.class);
        long renewals = fixture.cluster.state.renewals;
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.cluster.state.renewals).isEqualTo(renewals);
    }

    /** Otherwise the lease would be held for nobody, for a whole TTL. */
    @Test
    void anOpeningWithoutAnAnswerIsFoundAndClosed() {
        acquireWithoutAnswer();
        fixture.allNodes(node -> node.loseReply = call -> false);
        fixture.client.closeSession(LIMIT);
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(calls(Call::hasCloseSession)).isEqualTo(1);
    }

    @Test
    void anOpeningThatStaysUnansweredIsUnknown() throws InterruptedException {
        acquireWithoutAnswer();
        CompletableFuture<Void> closed = closing();
        fixture.pass(LIMIT.plusSeconds(1));
        assertThatThrownBy(closed::join).cause().isInstanceOf(IndeterminateException.class);
    }

    /** The opening has a deadline of its own, which ends first. */
    @Test
    void anOpeningUnderWayIsFoundAndClosed() throws InterruptedException {
        fixture.allNodes(node -> node.loseReply = Call::hasOpenSession);
        CompletableFuture<Lease> asked = fixture.acquire("orders", Duration.ZERO);
        CompletableFuture<Void> closed = closing();
        assertThat(asked).isCompletedExceptionally();
        fixture.pass(Duration.ofSeconds(4));
        assertThat(closed).isNotDone();
        fixture.allNodes(node -> node.loseReply = call -> false);
        fixture.pass(Duration.ofSeconds(4));
        closed.join();
        assertThat(fixture.cluster.state.leases).isEmpty();
    }

    /** The session comes after the wait for it was over: nobody wants it, and it must not be kept alive. */
    @Test
    void aSessionThatOpensTooLateIsClosed() throws InterruptedException {
        fixture.allNodes(node -> node.holdReply = Call::hasOpenSession);
        fixture.acquire("orders", Duration.ofMinutes(1));
        CompletableFuture<Void> closed = closing();
        fixture.allNodes(node -> node.holdReply = call -> false);
        fixture.allNodes(FakeNode::deliver);
        closed.join();
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(fixture.client.sessionId()).isEmpty();
    }

    /** It is unrelated to the one that ends. */
    @Test
    void anAcquireMeanwhileGetsASessionOfItsOwn() throws InterruptedException {
        Lease old = fixture.held("orders");
        fixture.allNodes(node -> node.holdReply = Call::hasCloseSession);
        CompletableFuture<Void> closed = closing();
        Lease lease = fixture.held("orders");
        assertThat(lease.sessionId()).isNotEqualTo(old.sessionId());
        fixture.allNodes(FakeNode::deliver);
        closed.join();
        assertThat(lease.isOpen()).isTrue();
        assertThat(calls(Call::hasOpenSession)).isEqualTo(2);
    }

    /** The second close is about the second session, too: it must not return while that one is kept alive. */
    @Test
    void aSessionOfMeanwhileIsClosedByTheNextClose() throws InterruptedException {
        fixture.held("orders");
        fixture.allNodes(node -> node.holdReply = Call::hasCloseSession);
        CompletableFuture<Void> first = closing();
        Lease lease = fixture.held("orders");
        CompletableFuture<Void> second = closing();
        assertThat(lease.isOpen()).isFalse();
        fixture.allNodes(FakeNode::deliver);
        first.join();
        second.join();
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(calls(Call::hasCloseSession)).isEqualTo(2);
    }

    /** An opening in doubt is not looked for again and again by a client that has ended. */
    @Test
    void aClientThatIsClosedMeanwhileLooksForNoOpening() throws InterruptedException {
        acquireWithoutAnswer();
        CompletableFuture<Void> closed = closing();
        fixture.client.detach();
        assertThatThrownBy(closed::join).cause().isInstanceOf(IndeterminateException.class);
    }

    /** Its leases may still stand, and no node was asked. */
    @Test
    void afterADetachNothingIsConfirmed() {
        fixture.held("orders");
        fixture.client.detach();
        assertThatThrownBy(() -> fixture.client.closeSession(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was detached");
        assertThat(fixture.cluster.state.leases).containsKey("orders");
    }

    @Test
    void afterACloseItIsConfirmed() {
        fixture.held("orders");
        fixture.client.close();
        fixture.client.closeSession(LIMIT);
        assertThat(calls(Call::hasCloseSession)).isEqualTo(1);
    }

    @Test
    void theLimitHasBounds() {
        for (Duration limit : new Duration[] {Duration.ZERO, Duration.ofMillis(9), Duration.ofHours(25)}) {
            assertThatThrownBy(() -> fixture.client.closeSession(limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("limit is " + limit);
            assertThatThrownBy(() -> fixture.client.admin().within(limit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDetachedClientLeavesItsSessionAlone() {
        Lease lease = fixture.held("orders");
        fixture.client.detach();
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.cluster.state.leases).containsKey("orders");
        long renewals = fixture.cluster.state.renewals;
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.cluster.state.renewals).isEqualTo(renewals);
        assertThat(calls(Call::hasCloseSession)).isZero();
        assertThatThrownBy(() -> fixture.client.acquire("orders", Duration.ZERO))
                .isInstanceOf(IllegalStateException.class);
        fixture.client.close();
        assertThat(calls(Call::hasCloseSession)).isZero();
    }
}
