package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the tests: states that are broken by hand are convicted. */
class InvariantsTest {
    private final Machines machines = new Machines();
    private State state;
    private Resource orders;

    @BeforeEach
    void twoSessionsAndTwoLeases() {
        machines.open("a", 0, "orders", "users");
        machines.open("b", 0, "orders");
        state = machines.state();
        orders = machines.resource("orders");
    }

    @Test
    void oneTokenTwice() {
        orders.setLease(
                lease("orders", 1, machines.resource("users").leaseOrNull().token()));
        convicted("S1: two leases with token 2");
    }

    @Test
    void tokenThatWasNeverGranted() {
        orders.setLease(lease("orders", 1, 77));
        convicted("S1: token 77 of orders was never granted");
    }

    @Test
    void counterThatWentBack() {
        state.counters = new Counters(1, 2, 0, 9, 0, 0);
        convicted("S1: token 2 of users was never granted");
    }

    @Test
    void holderThatDoesNotKnow() {
        orders.setLease(lease("orders", 2, 1));
        convicted("orders is held by session 2, which does not know");
    }

    @Test
    void holderThatIsGone() {
        orders.setLease(lease("orders", 9, 1));
        convicted("orders is held by session 9, which does not know");
    }

    @Test
    void sessionThatBelievesToHold() {
        state.session(2).orElseThrow().addLease("users");
        convicted("session 2 believes that it holds users");
    }

    @Test
    void sessionThatBelievesToWait() {
        state.session(1).orElseThrow().addWait("payments");
        convicted("session 1 believes that it waits for payments");
    }

    @Test
    void waiterThatDoesNotKnow() {
        state.session(2).orElseThrow().removeWait("orders");
        convicted("orders is waited for by session 2, which does not know");
    }

    @Test
    void holderThatWaits() {
        orders.enqueue(new Resource.Waiter(1, 0));
        state.session(1).orElseThrow().addWait("orders");
        convicted("the holder of orders waits for it");
    }

    @Test
    void freeWhileSomebodyWaits() {
        orders.setLease(null);
        convicted("S7: orders is free while sessions wait that may be granted it");
    }

    private void put(Failover failover, String... allowed) {
        var policy = new Policy("", new TreeSet<>(List.of(allowed)), List.of(), failover, 0, 1_000, 3_600_000);
        state.policy.set(Policies.NONE.with(new PolicyChange(0, List.of(policy), List.of())));
    }

    @Test
    void waitsForWhatThePolicyForbids() {
        put(Failover.AUTOMATIC, "eu-central");
        convicted("2 waits for orders, which it may not hold");
    }

    @Test
    void confinedWhileItIsHeldOrForNoReason() {
        put(Failover.MANUAL);
        orders.setConfinement(new Resource.Confinement("us-east", 1, 1, Principal.NOBODY));
        convicted("orders is held while it is confined");
        orders.setLease(null);
        put(Failover.AUTOMATIC);
        convicted("orders is confined although its failover is automatic");
        put(Failover.MANUAL);
        convicted("S7: orders is free while sessions wait that may be granted it");
    }

    @Test
    void confinementThatNobodyFinds() {
        state.policy.confined("orders", true);
        convicted("orders is not confined");
        put(Failover.MANUAL);
        orders.setLease(null);
        orders.setConfinement(new Resource.Confinement("us-west", 1, 1, Principal.NOBODY));
        state.policy.confined("orders", false);
        convicted("orders is confined, which nobody would find");
    }

    @Test
    void heldWhileItRests() {
        orders.setLockDelay(new Resource.LockDelay(1, 1, 1, "us-east", Principal.NOBODY));
        convicted("S2: orders is held while it rests");
    }

    @Test
    void handoverToSomebodyWhoDoesNotWait() {
        orders.setLease(orders.leaseOrNull().withHandoverTo(9));
        convicted("orders is to be handed over to a session that does not wait");
    }

    @Test
    void idleButNotForgotten() {
        state.resourceOrNew("payments");
        convicted("payments is idle but not forgotten");
    }

    @Test
    void miscount() {
        state.countLeases(1);
        convicted("the lease count 3 is not 2");
    }

    @Test
    void tokenThatEndedAndIsCurrent() {
        state.endings.put(1L, new EndedLease(1, "orders", 1, EndReason.RELEASED, 0));
        convicted("S5: token 1 both ended and current");
    }

    @Test
    void successorWithASmallerToken() {
        state.counters = new Counters(9, 2, 0, 9, 0, 0);
        state.endings.put(8L, new EndedLease(8, "orders", 1, EndReason.RELEASED, 7));
        convicted("S1: token 8 is followed by 7");
    }

    @Test
    void sessionThatLivesAndEnded() {
        state.endedSessions.put(1L, new EndedSession(1, Principal.NOBODY, "a", "x", EndReason.RELEASED, 0));
        convicted("session 1 both lives and ended");
    }

    @Test
    void sessionThatWasNeverOpened() {
        state.counters = new Counters(2, 1, 0, 9, 0, 0);
        convicted("session 2 was never opened");
    }

    @Test
    void recordFromTheFuture() {
        var value = Optional.of(new RecordValue(new byte[0]));
        orders.setRecord(new StoredRecord(value, 5, 1, 1, 1));
        convicted("record version of orders is ahead");
        state.counters = new Counters(2, 2, 5, 9, 0, 0);
        orders.setRecord(new StoredRecord(value, 5, 3, 1, 1));
        convicted("S1: record token of orders is ahead");
    }

    @Test
    void historyThatGoesBackOrAhead() {
        var change = new Event.SessionEnded(9, EndReason.RELEASED, Optional.empty());
        state.history.add(new Event(99, 0, change));
        convicted("history is ahead at revision 99");
        state.history.add(new Event(1, 0, change));
        convicted("history goes back at revision 1");
    }

    @Test
    void moreThanTheLimits() {
        convictedUnder(new Limits(1, 10, 10, 10, 10, 10, 10), "more sessions than the limit");
        convictedUnder(new Limits(10, 1, 10, 10, 10, 10, 10), "more resources than the limit");
        convictedUnder(new Limits(10, 10, 10, 0, 10, 10, 10), "too many wait for orders");
    }

    private static Lease lease(String resource, long session, long token) {
        return new Lease(resource, session, "x", "us-east", token, GrantBasis.FIRST, 1, 0, 0);
    }

    private void convicted(String message) {
        convictedUnder(Machines.LIMITS, message);
    }

    private void convictedUnder(Limits limits, String message) {
        assertThatThrownBy(() -> Invariants.check(state, limits))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }
}
