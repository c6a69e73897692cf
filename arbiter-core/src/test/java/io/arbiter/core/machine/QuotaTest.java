package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.Quota;
import io.arbiter.core.command.Rules;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.command.Terms;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A quota refuses what would be new, of one identity, and takes nothing away. */
class QuotaTest {
    private static final Principal EAST = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private static final Principal WEST = new Principal("spiffe://arbiter/region/us-west/sidecar/orders");
    private static final OperatorAction ALICE = new OperatorAction("alice", "drill");
    private static final Limits LIMITS = new Limits(100, 100, 100, 100, 100, 100, 100);

    private final LeaseMachine machine = new LeaseMachine(LIMITS, new Machines.IgnoredDeadlines());
    private Quota quota = new Quota(2, 3);
    private Rules rules = Rules.LATEST;
    private long index;

    private Outcome apply(Command command) {
        index++;
        Outcome outcome =
                machine.apply(index, index, new Terms(rules, quota), command).outcome();
        Invariants.check(machine.state(), LIMITS);
        return outcome;
    }

    private Outcome open(Principal owner, String client, long generation) {
        var spec = new SessionSpec(client, "start-" + generation, "h", "r", generation, 5_000, 10_000, 0, owner);
        return apply(new Command.OpenSession(spec, List.of()));
    }

    private long opened(Principal owner, String client, long generation) {
        return ((Outcome.SessionOpened) open(owner, client, generation)).session();
    }

    private Outcome acquire(long session, String resource) {
        return apply(new Command.Acquire(resource, session, true, 1));
    }

    private long token(long session, String resource) {
        return ((Outcome.LeaseAcquired) acquire(session, resource)).lease().token();
    }

    @Test
    void sessionsOfOneIdentityAreBounded() {
        long first = opened(EAST, "a", 0);
        opened(EAST, "b", 0);
        assertThat(open(EAST, "c", 0)).isEqualTo(new Refusal.LimitExceeded("identity_sessions", 2));
        assertThat(open(WEST, "c", 0)).as("another identity").isInstanceOf(Outcome.SessionOpened.class);
        apply(new Command.CloseSession(first));
        assertThat(open(EAST, "c", 0)).as("after one has ended").isInstanceOf(Outcome.SessionOpened.class);
    }

    /** S5: the lost answer to an opening is found again, at the limit too. */
    @Test
    void aRepeatedOpeningIsAnsweredAtTheLimit() {
        long first = opened(EAST, "a", 0);
        opened(EAST, "b", 0);
        assertThat(opened(EAST, "a", 0)).isEqualTo(first);
    }

    /** A restarted process takes over, at the limit too, and with what it inherits. */
    @Test
    void aSuccessorIsNotCountedBesideItsPredecessor() {
        long dead = opened(EAST, "a", 1);
        opened(EAST, "b", 1);
        List.of("r1", "r2", "r3").forEach(resource -> token(dead, resource));
        long heir = opened(EAST, "a", 2);
        assertThat(machine.state().session(heir).orElseThrow().leases()).containsExactly("r1", "r2", "r3");
    }

    @Test
    void leasesAndWaitsOfOneIdentityAreBoundedOverItsSessions() {
        long one = opened(EAST, "a", 0);
        long two = opened(EAST, "b", 0);
        long other = opened(WEST, "c", 0);
        long token = token(one, "r1");
        token(other, "theirs");
        assertThat(acquire(two, "theirs")).isInstanceOf(Outcome.WaitQueued.class);
        token(two, "r2");
        assertThat(acquire(one, "r3")).isEqualTo(new Refusal.LimitExceeded("identity_leases", 3));
        assertThat(acquire(one, "r1")).as("S5: what it holds").isInstanceOf(Outcome.LeaseAcquired.class);
        assertThat(acquire(two, "theirs")).as("S5: what it waits for").isInstanceOf(Outcome.WaitQueued.class);
        assertThat(acquire(other, "r3")).as("another identity").isInstanceOf(Outcome.LeaseAcquired.class);
        apply(new Command.Release(new LeaseRef("r1", one, token)));
        assertThat(acquire(one, "r4")).as("after a release").isInstanceOf(Outcome.LeaseAcquired.class);
    }

    /** S3, S7: a quota that is made smaller ends no lease, refuses no renewal, and no grant to who waits already. */
    @Test
    void aSmallerQuotaTakesNothingAway() {
        long one = opened(EAST, "a", 0);
        long two = opened(EAST, "b", 0);
        long token = token(one, "r1");
        token(one, "r2");
        assertThat(acquire(two, "r1")).isInstanceOf(Outcome.WaitQueued.class);
        quota = new Quota(1, 1);
        assertThat(apply(new Command.RenewSession(one, 0))).isInstanceOf(Outcome.SessionRenewed.class);
        assertThat(machine.state().session(one).orElseThrow().leases()).containsExactly("r1", "r2");
        apply(new Command.Release(new LeaseRef("r1", one, token)));
        assertThat(machine.state().session(two).orElseThrow().leases()).containsExactly("r1");
    }

    private void makeFailoverManual() {
        var manual = new Policy("", new TreeSet<>(), List.of(), Failover.MANUAL, 0, 1_000, 3_600_000);
        apply(new Command.ChangePolicies(new PolicyChange(0, List.of(manual), List.of()), ALICE));
    }

    /** Else one identity could fill the cluster with what it held for a moment. */
    @Test
    void whatIsConfinedCountsAsItsLastHolders() {
        makeFailoverManual();
        long dead = opened(EAST, "a", 0);
        List.of("r1", "r2", "r3").forEach(resource -> token(dead, resource));
        apply(new Command.ExpireSession(dead, 0));
        machine.restore(machine.image());
        long one = opened(EAST, "b", 0);
        assertThat(acquire(one, "r4")).isEqualTo(new Refusal.LimitExceeded("identity_leases", 3));
        assertThat(acquire(one, "r1")).as("what it held is nothing new").isInstanceOf(Outcome.LeaseAcquired.class);
        assertThat(acquire(one, "r4")).isEqualTo(new Refusal.LimitExceeded("identity_leases", 3));
        long other = opened(WEST, "c", 0);
        assertThat(acquire(other, "r2")).as("another identity").isInstanceOf(Outcome.LeaseAcquired.class);
        assertThat(acquire(one, "r4")).as("after another's grant").isInstanceOf(Outcome.LeaseAcquired.class);
        assertThat(acquire(one, "r5")).isEqualTo(new Refusal.LimitExceeded("identity_leases", 3));
        apply(new Command.BreakLease("r3", 3, ALICE));
        assertThat(acquire(one, "r5")).as("after a break").isInstanceOf(Outcome.LeaseAcquired.class);
    }

    /** A log that is read again gives the state that it gave. */
    @Test
    void whatAnEntryByTheFirstRulesConfinedCountsAsNobodys() {
        makeFailoverManual();
        long dead = opened(EAST, "a", 0);
        List.of("r1", "r2", "r3").forEach(resource -> token(dead, resource));
        rules = Rules.FIRST;
        apply(new Command.ExpireSession(dead, 0));
        assertThat(machine.state().usage().identities()).isZero();
        rules = Rules.LATEST;
        assertThat(acquire(opened(EAST, "b", 0), "r4")).isInstanceOf(Outcome.LeaseAcquired.class);
    }

    @Test
    void whatIsConfinedAndNothingElseIsKeptOfWhoIsGone() {
        makeFailoverManual();
        long dead = opened(EAST, "a", 0);
        token(dead, "r1");
        apply(new Command.ExpireSession(dead, 0));
        assertThat(machine.state().usage().identities()).isOne();
        apply(new Command.BreakLease("r1", 1, ALICE));
        assertThat(machine.state().usage().identities()).isZero();
    }

    @Test
    void callersWithoutACertificateHaveNoQuota() {
        for (int i = 0; i < 5; i++) {
            assertThat(open(Principal.NOBODY, "client-" + i, 0)).isInstanceOf(Outcome.SessionOpened.class);
        }
    }

    /** It follows from the sessions, so a snapshot gives the same counts, and nothing is kept of who is gone. */
    @Test
    void countsSurviveASnapshotAndEndWithTheSessions() {
        long one = opened(EAST, "a", 0);
        token(one, "r1");
        token(one, "r2");
        StateSnapshot image = machine.image();
        machine.restore(image);
        Invariants.check(machine.state(), LIMITS);
        assertThat(machine.state().usage().claims(EAST)).isEqualTo(2);
        apply(new Command.CloseSession(one));
        assertThat(machine.state().usage().identities()).isZero();
    }

    /** Else a replica that took its state from a snapshot would count otherwise, and answer otherwise at the limit. */
    @Test
    void whatStepsConfinedAndThatIsUndoneCountsAsNothing() {
        long east = opened(EAST, "a", 0);
        acquire(opened(WEST, "w", 0), "taken");
        apply(new Command.ChangePauses(true, "", 0, ALICE));
        List<Step> steps = List.of(new Step.Acquire("fresh"), new Step.Release("fresh", 0), new Step.Acquire("taken"));
        assertThat(apply(new Command.CommitSteps(east, 1, steps))).isInstanceOf(Refusal.LeaseHeld.class);
        assertThat(machine.state().usage().confined(EAST)).isZero();
        var restored = new LeaseMachine(LIMITS, new Machines.IgnoredDeadlines());
        restored.restore(machine.image());
        assertThat(restored.state().usage().confined(EAST)).isZero();
    }
}
