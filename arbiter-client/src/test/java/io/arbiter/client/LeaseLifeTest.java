package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.fake.FakeRefusal;
import io.arbiter.v1.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease from grant to loss, as its holder sees it. */
class LeaseLifeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theFirstAcquireRidesInTheCommitThatOpensTheSession() {
        Lease lease = fixture.held("orders");
        assertThat(lease.isOpen()).isTrue();
        assertThat(lease.state()).isEqualTo(LeaseState.HELD);
        assertThat(lease.token()).isEqualTo(1);
        assertThat(fixture.cluster.node(1).count(Call::hasOpenSession)).isEqualTo(1);
        assertThat(fixture.cluster.node(1).count(Call::hasAcquire)).isZero();
        assertThat(fixture.client.sessionId()).hasValue(lease.sessionId());
    }

    @Test
    void itsTextTellsHowItStands() {
        Lease lease = fixture.held("orders");
        String known = "Lease[resource=orders, token=1, session=" + lease.sessionId();
        assertThat(lease).hasToString(known + ", state=HELD, timeRemaining=PT5.94S]");
        lease.release();
        assertThat(lease).hasToString(known + ", state=LOST, timeRemaining=PT0S]");
    }

    @Test
    void severalAcquiresOpenOneSession() {
        assertThat(fixture.client.acquireAll(List.of("a", "b", "c"), SECOND))
                .hasSize(3)
                .allMatch(Lease::isOpen);
        assertThat(fixture.cluster.node(1).calls).hasSize(1);
    }

    @Test
    void isRenewedEveryThirdOfTheTtl() {
        Lease lease = fixture.held("orders");
        for (int i = 0; i < 100; i++) {
            fixture.pass(SECOND);
            lease.requireOpen();
        }
        assertThat(fixture.cluster.state.renewals).isBetween(49, 51);
        assertThat(fixture.changes).isEmpty();
    }

    /** B5: jetcd's keep-alive completes silently; etcd users never learn that a lock is gone. */
    @Test
    void silenceClosesTheGateByItselfAndTheListenerHearsOfIt() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofMillis(3_970));
        assertThat(lease.state()).isEqualTo(LeaseState.AT_RISK);
        assertThat(lease.isOpen()).isTrue();
        fixture.pass(Duration.ofMillis(1_970));
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.states()).containsExactly(LeaseState.AT_RISK, LeaseState.SUSPENDED);
        assertThatThrownBy(lease::requireOpen).isInstanceOfSatisfying(LeaseLostException.class, lost -> {
            assertThat(lost.state()).isEqualTo(LeaseState.SUSPENDED);
            assertThat(lost.token()).isEqualTo(lease.token());
        });
    }

    /** A wall clock that was set forward closes gates early; the report must not name the arbiter's silence. */
    @Test
    void aWallClockSetForwardIsNamedAsTheReason() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.clock.jumpWall(Duration.ofSeconds(10));
        assertThatThrownBy(lease::requireOpen)
                .hasMessageContaining("the wall clock went PT10S ahead")
                .isInstanceOfSatisfying(LeaseLostException.class, lost -> {
                    assertThat(lost.lossCause()).isEqualTo(LeaseChange.Cause.CLOCK);
                    assertThat(lost.state()).isEqualTo(LeaseState.SUSPENDED);
                });
        fixture.pass(SECOND);
        assertThat(fixture.changes)
                .singleElement()
                .matches(change -> change.to() == LeaseState.SUSPENDED
                        && change.cause() == LeaseChange.Cause.CLOCK
                        && change.detail().contains("it was set forward, or the machine was suspended"));
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(4));
        assertThat(lease.isOpen()).isTrue();
    }

    @Test
    void aWallClockSetForwardALittlePutsTheLeaseAtRiskAndIsNamed() {
        fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.clock.jumpWall(Duration.ofMillis(4_500));
        fixture.pass(Duration.ofMillis(500));
        assertThat(fixture.changes)
                .singleElement()
                .matches(change -> change.to() == LeaseState.AT_RISK && change.cause() == LeaseChange.Cause.CLOCK);
    }

    /** The first gate counts from the opening's send, before there is a gate that could look at the clocks. */
    @Test
    void aSuspendWhileTheSessionIsOpenedIsNotHiddenByAStepBack() {
        fixture.allNodes(node -> node.holdReply = io.arbiter.v1.Call::hasOpenSession);
        CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(2));
        fixture.clock.jumpWall(Duration.ofSeconds(-90));
        fixture.pass(Duration.ofMillis(600));
        fixture.clock.jumpWall(Duration.ofSeconds(60));
        fixture.allNodes(node -> node.blackHole = true);
        fixture.allNodes(io.arbiter.client.fake.FakeNode::deliver);
        assertThat(acquire).isNotDone();
    }

    /** The gate needs no thread: without the loop it closes as well. */
    @Test
    void theGateClosesThoughNothingRuns() {
        Lease lease = fixture.held("orders");
        fixture.clock.advance(Duration.ofMillis(5_940));
        assertThat(lease.isOpen()).isFalse();
        assertThat(lease.timeRemaining()).isZero();
    }

    @Test
    void contactRegainedReopensTheSameLease() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(lease.isOpen()).isFalse();
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(4));
        assertThat(lease.isOpen()).isTrue();
        assertThat(fixture.states()).containsExactly(LeaseState.AT_RISK, LeaseState.SUSPENDED, LeaseState.HELD);
    }

    @Test
    void aSessionThatEndedLosesTheLeaseForGoodAndTheNextAcquireOpensAnother() {
        Lease lease = fixture.held("orders");
        fixture.cluster.state.endSession(lease.sessionId());
        fixture.pass(Duration.ofSeconds(3));
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.changes)
                .last()
                .matches(change -> change.to() == LeaseState.LOST)
                .extracting(LeaseChange::cause)
                .isEqualTo(LeaseChange.Cause.SESSION_ENDED);
        assertThat(fixture.events)
                .extracting(SessionEvent::kind)
                .containsExactly(SessionEvent.Kind.OPENED, SessionEvent.Kind.LOST);
        Lease next = fixture.held("orders");
        assertThat(next.token()).isGreaterThan(lease.token());
        assertThat(next.sessionId()).isNotEqualTo(lease.sessionId());
        assertThat(lease.isOpen()).isFalse();
    }

    /** Nothing is known of the session until contact is regained: the holder must not wait for the session to end. */
    @Test
    void aSuspendedLeaseIsLostWhenItsSessionTurnsOutToBeOver() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(lease.state()).isEqualTo(LeaseState.SUSPENDED);
        fixture.cluster.state.endSession(lease.sessionId());
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(4));
        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
        assertThat(fixture.states()).containsExactly(LeaseState.AT_RISK, LeaseState.SUSPENDED, LeaseState.LOST);
        assertThatThrownBy(lease::requireOpen)
                .isInstanceOfSatisfying(
                        LeaseLostException.class,
                        lost -> assertThat(lost.state()).isEqualTo(LeaseState.LOST));
    }

    @Test
    void aBrokenLeaseIsToldAtTheNextRenewal() {
        Lease lease = fixture.held("orders");
        fixture.cluster.state.end("orders");
        fixture.pass(Duration.ofSeconds(3));
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.BROKEN);
        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
    }

    @Test
    void aHandoverClosesTheGateFirstThenTransfers() {
        Lease lease = fixture.held("orders");
        fixture.cluster.state.requestHandover("orders", 77);
        fixture.allNodes(node -> node.delay = call -> {
            if (call.hasTransfer()) {
                assertThat(lease.isOpen()).isFalse();
            }
            return false;
        });
        fixture.pass(Duration.ofSeconds(3));
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.HANDED_OVER);
        assertThat(fixture.cluster.state.leases.get("orders").getSessionId()).isEqualTo(77);
    }

    @Test
    void aTransferWithoutAReceiverReleases() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(
                node -> node.refusal = new FakeRefusal("HANDOVER_TARGET_NOT_WAITING", "it does not wait", Map.of()));
        CompletableFuture<Long> transfer = lease.transferToAsync(5);
        assertThat(transfer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RefusedException.class);
        fixture.allNodes(node -> node.refusal = null);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(lease.isOpen()).isFalse();
    }

    @Test
    void releaseClosesTheGateBeforeTheArbiterHears() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        CompletableFuture<Void> released = lease.releaseAsync();
        assertThat(lease.isOpen()).isFalse();
        assertThat(released).isNotDone();
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(3));
        assertThat(released).isCompleted();
        assertThat(fixture.cluster.state.leases).isEmpty();
        lease.release();
        lease.close();
    }

    @Test
    void closingTheClientReleasesAndClosesTheSession() {
        Lease lease = fixture.held("orders");
        fixture.client.close();
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(fixture.cluster.node(1).count(Call::hasCloseSession)).isEqualTo(1);
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.RELEASED);
        assertThat(fixture.events).last().extracting(SessionEvent::kind).isEqualTo(SessionEvent.Kind.CLOSED);
        assertThatThrownBy(() -> fixture.client.acquire("orders", SECOND)).hasMessageContaining("client is closed");
        assertThatThrownBy(() -> fixture.client.admin().getLease("orders", io.arbiter.client.model.Consistency.STALE))
                .hasMessageContaining("client is closed");
    }

    @Test
    void ensureRenewsOnlyIfLessIsLeft() {
        Lease lease = fixture.held("orders");
        fixture.clock.advance(Duration.ofSeconds(3));
        lease.ensureOpenFor(Duration.ofSeconds(2));
        assertThat(fixture.cluster.state.renewals).isZero();
        lease.ensureOpenFor(Duration.ofSeconds(5));
        assertThat(fixture.cluster.state.renewals).isEqualTo(1);
        assertThat(lease.timeRemaining()).isGreaterThan(Duration.ofSeconds(5));
        assertThatThrownBy(() -> lease.ensureOpenFor(ClientFixture.TTL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ensureFailsIfTheSessionIsGone() {
        Lease lease = fixture.held("orders");
        fixture.cluster.state.endSession(lease.sessionId());
        fixture.clock.advance(SECOND);
        assertThatThrownBy(() -> lease.ensureOpenFor(Duration.ofMillis(5_500))).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aWallClockThatJumpsForwardIsHealedByARenewal() {
        Lease lease = fixture.held("orders");
        fixture.clock.jumpWall(Duration.ofHours(1));
        assertThat(lease.isOpen()).isFalse();
        fixture.pass(SECOND);
        assertThat(lease.isOpen()).isTrue();
        assertThat(fixture.states()).containsExactly(LeaseState.SUSPENDED, LeaseState.HELD);
    }

    @Test
    void aListenerAddedLateHearsThePresentState() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofMillis(4_500));
        fixture.changes.clear();
        lease.addListener(fixture.changes::add);
        assertThat(fixture.states()).contains(LeaseState.AT_RISK);
    }
}
