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
import io.arbiter.core.event.Event;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.Violation;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may be granted a lease, and who is next; each way to a grant is tried with a policy against it. */
class PolicyTest {
    private static final OperatorAction ALICE = new OperatorAction("alice", "drill");
    private final Machines machines = new Machines();

    private static Policy policy(List<String> allowed, List<String> preferred, Failover failover) {
        return new Policy("orders", new TreeSet<>(allowed), preferred, failover, 0, 1_000, 3_600_000);
    }

    private static Policy eastOnly() {
        return policy(List.of("us-east"), List.of(), Failover.AUTOMATIC);
    }

    private static Policy manual() {
        return policy(List.of(), List.of(), Failover.MANUAL);
    }

    private Outcome put(Policy policy) {
        long version = machines.state().policies().version();
        return machines.apply(new Command.ChangePolicies(new PolicyChange(version, List.of(policy), List.of()), ALICE));
    }

    private Outcome acquire(long session) {
        return machines.apply(new Command.Acquire("orders", session, false, 0));
    }

    private Outcome expire(long session) {
        return machines.apply(new Command.ExpireSession(session, 0));
    }

    private Outcome breakLease(long token) {
        return machines.apply(new Command.BreakLease("orders", token, ALICE));
    }

    private Optional<Lease> lease() {
        return machines.state().resource("orders").flatMap(Resource::lease);
    }

    /** A process of one client, which proves that the ones before it are dead. */
    private long start(String region, long generation) {
        Outcome opened = machines.apply(new Command.OpenSession(
                process(region, generation), List.of(new Command.FirstAcquire("orders", true))));
        return ((Outcome.SessionOpened) opened).session();
    }

    private static SessionSpec process(String region, long generation) {
        return new SessionSpec("h", "" + generation, "h", region, generation, 5_000, 10_000, 0);
    }

    private static Refusal westIsOutside(long version) {
        return new Refusal.OutsidePolicy("orders", new Violation("orders", version, "region", "us-west", "us-east"));
    }

    @Test
    void anAcquireOutsideThePolicyIsRefused() {
        put(eastOnly());
        long west = machines.openIn("us-west", "w");
        assertThat(acquire(west)).isEqualTo(westIsOutside(1));
        assertThat(machines.queue("orders", west)).isEqualTo(westIsOutside(1));
        assertThat(machines.apply(new Command.CommitSteps(west, 1, List.of(new Step.Acquire("orders")))))
                .isEqualTo(westIsOutside(1));
        assertThat(machines.state().resource("orders")).isEmpty();
        assertThat(acquire(machines.openIn("us-east", "e"))).isInstanceOf(Outcome.LeaseAcquired.class);
    }

    @Test
    void anOpeningIsGrantedOnlyWhatThePolicyAllows() {
        put(eastOnly());
        long west = machines.openIn("us-west", "w", "orders", "users");
        assertThat(machines.state().session(west).orElseThrow().leases()).containsExactly("users");
    }

    @Test
    void aTtlOutsideThePolicyIsRefused() {
        put(new Policy("orders", new TreeSet<>(), List.of(), Failover.AUTOMATIC, 0, 1_000, 4_999));
        assertThat(acquire(machines.openIn("us-east", "e")))
                .isEqualTo(new Refusal.OutsidePolicy(
                        "orders", new Violation("orders", 1, "ttl_millis", "5000", "1000 to 4999")));
    }

    @Test
    void aNewPolicyEndsForbiddenWaitsAtOnceAndNoLease() {
        long holder = machines.openIn("us-west", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        long east = machines.openIn("us-east", "e", "orders");
        machines.apply(new Command.RequestHandover("orders", 1, west, "alice"));
        put(eastOnly());
        assertThat(machines.resource("orders").queue()).containsExactly(east);
        assertThat(lease().orElseThrow().handoverTo()).isZero();
        assertThat(machines.state().history().all())
                .extracting(Event::change)
                .contains(new Event.WaitForbidden("orders", west, "orders", 1, "region", "us-west"));
        assertThat(lease().orElseThrow().session()).isEqualTo(holder);
        assertThat(acquire(holder)).as("a repeat finds its lease").isInstanceOf(Outcome.LeaseAcquired.class);
        assertThat(machines.apply(new Command.Transfer(new LeaseRef("orders", holder, 1), west)))
                .isEqualTo(new Refusal.TargetNotWaiting("orders", west));
        machines.apply(new Command.Release(new LeaseRef("orders", holder, 1)));
        assertThat(lease().orElseThrow().session()).isEqualTo(east);
    }

    @Test
    void aSuccessorInheritsNothingThatThePolicyForbids() {
        machines.apply(new Command.OpenSession(
                new SessionSpec("h", "1", "h", "us-west", 1, 5_000, 10_000, 0),
                List.of(new Command.FirstAcquire("orders", true), new Command.FirstAcquire("users", true))));
        long east = machines.openIn("us-east", "e", "orders");
        put(eastOnly());
        machines.apply(
                new Command.OpenSession(new SessionSpec("h", "2", "h", "us-west", 2, 5_000, 10_000, 0), List.of()));
        assertThat(lease().orElseThrow().session()).isEqualTo(east);
        assertThat(lease().orElseThrow().basis()).isEqualTo(GrantBasis.TAKEN_OVER);
        assertThat(machines.resource("users").lease().orElseThrow().session()).isEqualTo(3);
    }

    @Test
    void thePreferredRegionIsNextAndTheFirstAmongEquals() {
        put(policy(List.of(), List.of("eu-central", "us-west"), Failover.AUTOMATIC));
        long holder = machines.openIn("us-east", "h", "orders");
        long east = machines.openIn("us-east", "e");
        long west = machines.openIn("us-west", "w");
        long eu1 = machines.openIn("eu-central", "eu1");
        long eu2 = machines.openIn("eu-central", "eu2");
        assertThat(machines.queue("orders", east)).isEqualTo(new Outcome.WaitQueued("orders", 0));
        assertThat(machines.queue("orders", west)).isEqualTo(new Outcome.WaitQueued("orders", 0));
        assertThat(machines.queue("orders", eu1)).isEqualTo(new Outcome.WaitQueued("orders", 0));
        assertThat(machines.queue("orders", eu2)).isEqualTo(new Outcome.WaitQueued("orders", 1));
        assertThat(machines.queue("orders", east)).isEqualTo(new Outcome.WaitQueued("orders", 3));
        expire(holder);
        for (long next : List.of(eu1, eu2, west, east)) {
            assertThat(lease().orElseThrow().session()).isEqualTo(next);
            machines.apply(new Command.Release(
                    new LeaseRef("orders", next, lease().orElseThrow().token())));
        }
    }

    @Test
    void anOperatorsWordGoesBeforeThePreference() {
        put(policy(List.of(), List.of("eu-central"), Failover.AUTOMATIC));
        long holder = machines.openIn("us-east", "h", "orders");
        long east = machines.openIn("us-east", "e", "orders");
        machines.openIn("eu-central", "eu", "orders");
        machines.apply(new Command.RequestHandover("orders", 1, east, "alice"));
        expire(holder);
        assertThat(lease().orElseThrow().session()).isEqualTo(east);
    }

    @Test
    void whereFailoverIsManualAnotherRegionWaitsForAnOperator() {
        put(manual());
        long holder = machines.openIn("us-east", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        machines.apply(new Command.RequestHandover("orders", 1, west, "alice"));
        expire(holder);
        assertThat(lease()).isEmpty();
        long other = machines.openIn("us-west", "o");
        assertThat(acquire(other)).isEqualTo(new Refusal.Confined("orders", "us-east", 1));
        assertThat(breakLease(7)).isEqualTo(new Refusal.NotHeld("orders", 7));
        Outcome broken = breakLease(1);
        assertThat(lease().orElseThrow().session()).isEqualTo(west);
        assertThat(lease().orElseThrow().basis()).as("its gate is closed").isEqualTo(GrantBasis.EXPIRED);
        assertThat(broken).isEqualTo(new Outcome.LeaseBroken(lease()));
        assertThat(breakLease(1)).as("a repeat finds its answer").isEqualTo(broken);
        machines.apply(new Command.Release(new LeaseRef("orders", west, 2)));
        assertThat(breakLease(1)).isEqualTo(new Outcome.LeaseBroken(Optional.empty()));
    }

    @Test
    void whereFailoverIsManualTheSameRegionFollowsByItself() {
        put(manual());
        long holder = machines.openIn("us-east", "h", "orders");
        machines.openIn("us-west", "w", "orders");
        long east = machines.openIn("us-east", "e", "orders");
        expire(holder);
        assertThat(lease().orElseThrow().session()).isEqualTo(east);
        expire(east);
        assertThat(lease()).isEmpty();
        long again = machines.openIn("us-east", "e2");
        assertThat(acquire(again)).isInstanceOf(Outcome.LeaseAcquired.class);
        assertThat(machines.resource("orders").confinement()).isEmpty();
    }

    /** Else those who may not follow would keep out who may. */
    @Test
    void aFullQueueOfAnotherRegionKeepsNobodyOut() {
        put(manual());
        long holder = machines.openIn("us-east", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        var limits = new Limits(10, 10, 10, 1, 10, 10, 10);
        var narrow = new LeaseMachine(limits, new Machines.IgnoredDeadlines());
        narrow.restore(machines.machine.image());
        narrow.apply(20, 20, new Command.ExpireSession(holder, 0));
        var spec = new SessionSpec("e", "start", "e", "us-east", 0, 5_000, 10_000, 0);
        narrow.apply(21, 21, new Command.OpenSession(spec, List.of(new Command.FirstAcquire("orders", false))));
        assertThat(narrow.state().resource("orders").orElseThrow().queue()).containsExactly(west);
        assertThat(narrow.state().resource("orders").flatMap(Resource::lease)).isPresent();
    }

    @Test
    void whatItsHolderOrAnOperatorGivesUpIsOpenToEveryRegion() {
        put(manual());
        long holder = machines.openIn("us-east", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        machines.apply(new Command.Release(new LeaseRef("orders", holder, 1)));
        assertThat(lease().orElseThrow().session()).isEqualTo(west);
        machines.queue("orders", holder);
        breakLease(2);
        assertThat(lease().orElseThrow().session()).isEqualTo(holder);
    }

    @Test
    void aProcessThatDiedBeforeAnHeirWhoMayNotHoldIsFollowedAsIfItHadExpired() {
        put(manual());
        start("us-east", 1);
        machines.openIn("us-west", "w", "orders");
        put(policy(List.of("us-west"), List.of(), Failover.MANUAL));
        start("us-east", 2);
        assertThat(lease()).isEmpty();
        assertThat(machines.resource("orders").isConfinedUnder(1)).isTrue();
    }

    /** A restart gives up no more of what another region's copy of the data lacks than a silence does. */
    @Test
    void whereFailoverIsManualAnHeirInAnotherRegionTakesNothingAlong() {
        put(manual());
        start("us-east", 1);
        long heir = start("us-west", 2);
        assertThat(lease()).isEmpty();
        assertThat(machines.resource("orders").queue()).containsExactly(heir);
        assertThat(acquire(heir)).isEqualTo(new Refusal.Confined("orders", "us-east", 1));
        breakLease(1);
        assertThat(lease().orElseThrow().session()).isEqualTo(heir);
        assertThat(lease().orElseThrow().basis()).as("its gate is closed").isEqualTo(GrantBasis.TAKEN_OVER);
    }

    @Test
    void whereFailoverIsManualTheRegionOfTheDeadFollowsAnHeirElsewhere() {
        put(manual());
        start("us-east", 1);
        long east = machines.openIn("us-east", "e", "orders");
        start("us-west", 2);
        assertThat(lease().orElseThrow().session()).isEqualTo(east);
    }

    @Test
    void anHeirInheritsInItsRegionAndWhereFailoverIsAutomatic() {
        put(manual());
        start("us-east", 1);
        long heir = start("us-east", 2);
        assertThat(lease().orElseThrow().session()).isEqualTo(heir);
        put(policy(List.of(), List.of(), Failover.AUTOMATIC));
        long moved = start("us-west", 3);
        assertThat(lease().orElseThrow().session()).isEqualTo(moved);
    }

    /** What its predecessor sent last is the heir's own to wait for; to others it is as after an expiry. */
    @Test
    void whatNoHeirInheritsRestsAsAfterAnExpiry() {
        put(new Policy("orders", new TreeSet<>(), List.of(), Failover.MANUAL, 3_000, 1_000, 3_600_000));
        start("us-east", 1);
        long heir = start("us-east", 2);
        assertThat(lease().orElseThrow().session()).as("an heir need not wait").isEqualTo(heir);
        long east = machines.openIn("us-east", "e", "orders");
        start("us-west", 3);
        assertThat(lease()).isEmpty();
        assertThat(machines.resource("orders").lockDelay())
                .contains(new Resource.LockDelay(2, 3_000_000_000L, 2, "us-east", Principal.NOBODY));
        machines.apply(new Command.EndLockDelay("orders", 2));
        assertThat(lease().orElseThrow().session()).isEqualTo(east);
    }

    /** A log that is read again gives the state that it gave. */
    @Test
    void anEntryByTheFirstRulesTakesTheLeaseAlongAndKnowsNoRest() {
        put(new Policy("orders", new TreeSet<>(), List.of(), Failover.MANUAL, 3_000, 1_000, 3_600_000));
        start("us-east", 1);
        var terms = new Terms(Rules.FIRST, Quota.NONE);
        machines.apply(terms, new Command.OpenSession(process("us-west", 2), List.of()));
        assertThat(lease().orElseThrow().region()).isEqualTo("us-west");
        put(new Policy(
                "orders", new TreeSet<>(List.of("us-east")), List.of(), Failover.MANUAL, 3_000, 1_000, 3_600_000));
        long east = machines.openIn("us-east", "e", "orders");
        machines.apply(terms, new Command.OpenSession(process("us-west", 3), List.of()));
        assertThat(lease()).isEmpty();
        assertThat(machines.resource("orders").confinement())
                .contains(new Resource.Confinement("us-west", 2, 2, Principal.NOBODY));
        assertThat(machines.resource("orders").lockDelay()).isEmpty();
        assertThat(machines.resource("orders").queue()).containsExactly(east);
    }

    /** Whoever waits hears of those alone who are served before it. */
    @Test
    void whoIsKeptOutIsAheadOfNobodyWhoIsNot() {
        put(new Policy("orders", new TreeSet<>(), List.of("us-west"), Failover.MANUAL, 3_000, 1_000, 3_600_000));
        long holder = machines.openIn("us-east", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        expire(holder);
        long east = machines.openIn("us-east", "e");
        assertThat(machines.queue("orders", east)).isEqualTo(new Outcome.WaitQueued("orders", 0));
        assertThat(machines.queue("orders", west)).isEqualTo(new Outcome.WaitQueued("orders", 1));
    }

    @Test
    void failoverThatBecomesAutomaticIsMadeUpFor() {
        put(manual());
        long holder = machines.openIn("us-east", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        expire(holder);
        put(policy(List.of(), List.of(), Failover.AUTOMATIC));
        assertThat(lease().orElseThrow().session()).isEqualTo(west);
    }

    @Test
    void aConfinedResourceThatRestsGoesOnResting() {
        put(new Policy("orders", new TreeSet<>(), List.of(), Failover.MANUAL, 3_000, 1_000, 3_600_000));
        long holder = machines.openIn("us-east", "h", "orders");
        long west = machines.openIn("us-west", "w", "orders");
        expire(holder);
        assertThat(machines.resource("orders").lockDelay())
                .contains(new Resource.LockDelay(1, 3_000_000_000L, holder, "us-east", Principal.NOBODY));
        assertThat(breakLease(1)).isEqualTo(new Outcome.LeaseBroken(Optional.empty()));
        assertThat(lease()).isEmpty();
        machines.apply(new Command.EndLockDelay("orders", 1));
        assertThat(lease().orElseThrow().session()).isEqualTo(west);
    }

    @Test
    void whoHasNotSeenTheLatestPoliciesChangesNothingAndARepeatFindsItsAnswer() {
        assertThat(put(manual())).isEqualTo(new Outcome.PoliciesChanged(1));
        var stale = new PolicyChange(0, List.of(eastOnly()), List.of());
        assertThat(machines.apply(new Command.ChangePolicies(stale, ALICE)))
                .isEqualTo(new Refusal.PolicyVersionMismatch(0, 1));
        assertThat(machines.state().policies().of("orders").orElseThrow().policy())
                .isEqualTo(manual());
        var repeat = new PolicyChange(0, List.of(manual()), List.of());
        assertThat(machines.apply(new Command.ChangePolicies(repeat, ALICE))).isEqualTo(new Outcome.PoliciesChanged(1));
    }

    @Test
    void thereAreAtMostSoManyPolicies() {
        List<Policy> full = IntStream.range(0, Policies.MAX)
                .mapToObj(i -> new Policy("p" + i, new TreeSet<>(), List.of(), Failover.AUTOMATIC, 0, 1_000, 3_600_000))
                .toList();
        machines.apply(new Command.ChangePolicies(new PolicyChange(0, full, List.of()), ALICE));
        assertThat(put(manual())).isEqualTo(new Refusal.LimitExceeded("policies", Policies.MAX));
        assertThat(machines.state().policies().version()).isEqualTo(1);
        var swap = new PolicyChange(1, List.of(manual()), List.of("p0"));
        assertThat(machines.apply(new Command.ChangePolicies(swap, ALICE))).isEqualTo(new Outcome.PoliciesChanged(2));
    }
}
