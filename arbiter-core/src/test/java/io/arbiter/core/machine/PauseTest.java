package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each way to a grant in another region is tried while failover is paused. */
class PauseTest {
    private static final OperatorAction ALICE = new OperatorAction("alice", "work on the network");
    private static final OperatorAction BOB = new OperatorAction("bob", "done");
    private final Machines machines = new Machines();

    private Outcome pause(String scope) {
        return change(true, scope, ALICE);
    }

    private Outcome resume(String scope) {
        return change(false, scope, BOB);
    }

    private Outcome change(boolean paused, String scope, OperatorAction by) {
        return machines.apply(new Command.ChangePauses(
                paused, scope, machines.state().pauses().version(), by));
    }

    private Optional<Lease> lease(String name) {
        return machines.state().resource(name).flatMap(Resource::lease);
    }

    private long holder() {
        return lease("orders").map(Lease::session).orElse(0L);
    }

    private Outcome expire(long session) {
        return machines.apply(new Command.ExpireSession(session, 0));
    }

    private Outcome release(long session) {
        return machines.apply(new Command.Release(
                new LeaseRef("orders", session, lease("orders").orElseThrow().token())));
    }

    private void manual() {
        var policy = new Policy("orders", new TreeSet<>(), List.of(), Failover.MANUAL, 0, 1_000, 3_600_000);
        long version = machines.state().policies().version();
        machines.apply(new Command.ChangePolicies(new PolicyChange(version, List.of(policy), List.of()), ALICE));
    }

    private SessionSpec process(String region, long generation) {
        return new SessionSpec("h", "start-" + generation, "h", region, generation, 5_000, 10_000, 0);
    }

    @Test
    void whatExpiresIsFollowedInItsRegionUntilSomebodyResumes() {
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        expire(east);
        assertThat(holder()).isZero();
        long other = machines.openIn("us-west", "o");
        Pause pause = machines.state().pauses().at("").orElseThrow();
        assertThat(machines.apply(new Command.Acquire("orders", other, false, 0)))
                .isEqualTo(new Refusal.FailoverPaused("orders", "us-east", 1, pause));
        assertThat(pause.by()).isEqualTo(ALICE);
        resume("");
        assertThat(holder()).isEqualTo(west);
        assertThat(machines.state().history().all())
                .extracting(Event::change)
                .contains(
                        new Event.FailoverPaused(pause),
                        new Event.LeaseConfined("orders", "us-east", 1),
                        new Event.FailoverResumed(pause, 2, BOB),
                        new Event.ConfinementLifted("orders", "us-east", 1, BOB));
    }

    @Test
    void theSameRegionFollowsByItself() {
        long east = machines.openIn("us-east", "e", "orders");
        machines.openIn("us-west", "w", "orders");
        long next = machines.openIn("us-east", "n", "orders");
        pause("orders");
        expire(east);
        assertThat(holder()).isEqualTo(next);
    }

    @Test
    void aHolderThatReleasesMayAcquireAgain() {
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        release(east);
        assertThat(holder()).isZero();
        machines.apply(new Command.Acquire("orders", east, false, 0));
        assertThat(holder()).isEqualTo(east);
        assertThat(machines.resource("orders").confinement()).isEmpty();
        machines.apply(
                new Command.CommitSteps(east, 1, List.of(new Step.Release("orders", 2), new Step.Acquire("orders"))));
        assertThat(holder()).as("nobody came in between").isEqualTo(east);
        machines.apply(new Command.CloseSession(east));
        assertThat(holder()).as("a session that closes is no failover").isZero();
        resume("");
        assertThat(holder()).isEqualTo(west);
    }

    /** It was new, so nothing of it is left to be confined. */
    @Test
    void stepsThatAreUndoneConfineNothing() {
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w");
        pause("");
        assertThat(machines.apply(new Command.CommitSteps(
                        west,
                        1,
                        List.of(new Step.Acquire("fresh"), new Step.Release("fresh", 0), new Step.Acquire("orders")))))
                .isInstanceOf(Refusal.LeaseHeld.class);
        assertThat(machines.state().resource("fresh")).isEmpty();
        assertThat(holder()).isEqualTo(east);
    }

    @Test
    void whatNobodyWantsIsForgottenOnceItIsResumed() {
        long east = machines.openIn("us-east", "e", "orders");
        pause("");
        release(east);
        assertThat(machines.state().resource("orders")).isPresent();
        resume("");
        assertThat(machines.state().resource("orders")).isEmpty();
    }

    @Test
    void aHandoverThatAnOperatorAskedForTakesPlace() {
        long east = machines.openIn("us-east", "e", "orders");
        machines.openIn("eu-central", "c", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        machines.apply(new Command.RequestHandover("orders", 1, west, "alice"));
        machines.apply(new Command.Transfer(new LeaseRef("orders", east, 1), west));
        assertThat(holder()).isEqualTo(west);
    }

    @Test
    void aHolderThatReleasesWhatItWasAskedToHandOverLetsItGoThere() {
        long east = machines.openIn("us-east", "e", "orders");
        machines.openIn("eu-central", "c", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        machines.apply(new Command.RequestHandover("orders", 1, west, "alice"));
        release(east);
        assertThat(holder()).isEqualTo(west);
    }

    @Test
    void aHolderThatDiesBeforeItsHandoverIsFollowedAtHome() {
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        machines.apply(new Command.RequestHandover("orders", 1, west, "alice"));
        expire(east);
        assertThat(holder()).isZero();
    }

    @Test
    void anOperatorWhoBreaksTakesItOnHim() {
        machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        machines.apply(new Command.BreakLease("orders", 1, ALICE));
        assertThat(holder()).isEqualTo(west);
        long central = machines.openIn("eu-central", "c", "orders");
        expire(west);
        assertThat(holder()).isZero();
        machines.apply(new Command.BreakLease("orders", 2, ALICE));
        assertThat(holder()).as("also of what the pause confines").isEqualTo(central);
    }

    @Test
    void aProcessThatComesBackElsewhereInheritsNothing() {
        machines.apply(
                new Command.OpenSession(process("us-east", 1), List.of(new Command.FirstAcquire("orders", true))));
        pause("");
        machines.apply(new Command.OpenSession(process("us-west", 2), List.of()));
        assertThat(holder()).isZero();
        assertThat(machines.resource("orders").confinement())
                .contains(new Resource.Confinement("us-east", 1, 1, Principal.NOBODY));
        machines.apply(
                new Command.OpenSession(process("us-east", 3), List.of(new Command.FirstAcquire("orders", true))));
        pause("orders");
        machines.apply(new Command.OpenSession(process("us-east", 4), List.of()));
        assertThat(holder()).as("at home it does").isEqualTo(4);
    }

    @Test
    void whatRestsWhenThePauseBeginsStaysInItsRegion() {
        var slow = new SessionSpec("s", "start", "s", "us-east", 0, 5_000, 10_000, 2_000);
        machines.apply(new Command.OpenSession(slow, List.of(new Command.FirstAcquire("orders", true))));
        machines.openIn("us-west", "w", "orders");
        expire(1);
        pause("orders");
        machines.apply(new Command.EndLockDelay("orders", 1));
        assertThat(holder()).isZero();
        long east = machines.openIn("us-east", "e", "orders");
        assertThat(holder()).isEqualTo(east);
    }

    /** A snapshot of a release without pauses does not say whose it was. */
    @Test
    void whatRestsForNobodyKnownIsHeldBackFromEveryRegion() {
        machines.openIn("us-west", "w", "users");
        machines.state().resourceOrNew("orders").setLockDelay(new Resource.LockDelay(1, 1, 0, "", Principal.NOBODY));
        pause("");
        machines.apply(new Command.EndLockDelay("orders", 1));
        machines.openIn("us-east", "e", "orders");
        assertThat(holder()).isZero();
        resume("");
        assertThat(holder()).isEqualTo(2);
    }

    @Test
    void otherResourcesFailOver() {
        long east = machines.openIn("us-east", "e", "orders", "tenants/1");
        long west = machines.openIn("us-west", "w", "orders", "tenants/1");
        pause("tenants/");
        expire(east);
        assertThat(holder()).isEqualTo(west);
        assertThat(lease("tenants/1")).isEmpty();
    }

    @Test
    void aResourceIsPausedWhileAnythingCoversIt() {
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        pause("orders");
        expire(east);
        resume("");
        assertThat(holder()).isZero();
        resume("orders");
        assertThat(holder()).isEqualTo(west);
    }

    @Test
    void resumingLeavesToManualFailoverWhatIsItsOwn() {
        manual();
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        expire(east);
        resume("");
        assertThat(holder()).as("it expired, and its failover is manual").isZero();
        machines.apply(new Command.BreakLease("orders", 1, ALICE));
        machines.openIn("us-east", "e2", "orders");
        pause("");
        release(west);
        assertThat(holder()).isZero();
        resume("");
        assertThat(holder()).as("what was released is open to every region").isEqualTo(3);
    }

    @Test
    void failoverThatBecomesAutomaticDoesNotEndThePause() {
        manual();
        long east = machines.openIn("us-east", "e", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        pause("");
        expire(east);
        machines.apply(new Command.ChangePolicies(new PolicyChange(1, List.of(), List.of("orders")), ALICE));
        assertThat(holder()).isZero();
        resume("");
        assertThat(holder()).isEqualTo(west);
    }

    @Test
    void aRepeatFindsItsAnswerAndALateOneDoesNothing() {
        assertThat(machines.apply(new Command.ChangePauses(false, "", 0, BOB))).isEqualTo(new Refusal.NotPaused(""));
        var pause = new Command.ChangePauses(true, "", 0, ALICE);
        assertThat(machines.apply(pause)).isEqualTo(new Outcome.PausesChanged(1));
        assertThat(machines.apply(pause)).isEqualTo(new Outcome.PausesChanged(1));
        assertThat(change(true, "", BOB))
                .isEqualTo(new Refusal.AlreadyPaused(
                        machines.state().pauses().at("").orElseThrow()));
        assertThat(machines.apply(new Command.ChangePauses(false, "", 0, BOB)))
                .isEqualTo(new Refusal.PausesVersionMismatch(0, 1));
        var resumption = new Command.ChangePauses(false, "", 1, BOB);
        assertThat(machines.apply(resumption)).isEqualTo(new Outcome.PausesChanged(2));
        assertThat(machines.apply(resumption)).isEqualTo(new Outcome.PausesChanged(2));
        assertThat(machines.apply(pause)).isEqualTo(new Refusal.PausesVersionMismatch(0, 2));
        assertThat(machines.state().pauses().byScope()).isEmpty();
    }

    @Test
    void thereAreAtMostSoManyPauses() {
        for (int i = 0; i < Pauses.MAX; i++) {
            assertThat(pause("tenants/" + i)).isInstanceOf(Outcome.PausesChanged.class);
        }
        assertThat(pause("")).isEqualTo(new Refusal.LimitExceeded("pauses", Pauses.MAX));
        resume("tenants/0");
        assertThat(pause("")).isInstanceOf(Outcome.PausesChanged.class);
    }

    @Test
    void aLeaseOutlivesAPause() {
        long east = machines.openIn("us-east", "e", "orders");
        pause("");
        assertThat(machines.apply(new Command.RenewSession(east, 1))).isInstanceOf(Outcome.SessionRenewed.class);
        resume("");
        assertThat(lease("orders").orElseThrow().token()).isEqualTo(1);
        assertThat(machines.state().history().all())
                .extracting(Event::change)
                .noneMatch(change -> change instanceof Event.LeaseEnded ended && ended.reason() != EndReason.RELEASED);
    }
}
