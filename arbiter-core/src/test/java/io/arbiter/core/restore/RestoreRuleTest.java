package io.arbiter.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Counters;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Machines;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestoreRuleTest {
    private static final Instant TAKEN = Instant.parse("2026-11-21T09:00:00.250Z");
    private static final long TAKEN_SECOND = TAKEN.getEpochSecond() - RestoreRule.EPOCH.getEpochSecond();
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private final Machines machines = new Machines();

    @Test
    void continuesAtTheSecondsSince2026WhenFewTokensWereGranted() {
        StateSnapshot restored = RestoreRule.renumber(backup(7, TAKEN, 0), TAKEN);
        assertThat(restored.counters().lastToken()).isEqualTo(TAKEN_SECOND * (1 << 20));
        assertThat(restored.counters().restoredAtSecond()).isEqualTo(TAKEN_SECOND);
    }

    @Test
    void continuesAtTheLastTokenWhenThatIsLarger() {
        long far = (TAKEN_SECOND + 1_000) * (1 << 20);
        assertThat(RestoreRule.renumber(backup(far, TAKEN, 0), TAKEN).counters().lastToken())
                .isEqualTo(far);
    }

    @Test
    void isAboveWhateverTheLostClusterCanHaveGrantedSinceTheBackup() {
        // The lost cluster started at a restore itself, and granted 2^20 tokens in each second of an hour.
        long begun = TAKEN_SECOND * RestoreRule.TOKENS_PER_SECOND;
        long lost = begun + 3_600 * RestoreRule.TOKENS_PER_SECOND;
        StateSnapshot backup = backup(begun + 1, TAKEN, TAKEN_SECOND);
        assertThat(RestoreRule.renumber(backup, TAKEN.plusSeconds(3_601))
                        .counters()
                        .lastToken())
                .isGreaterThan(lost);
    }

    @Test
    void isAboveAnEarlierRestoreOfTheSameBackup() {
        StateSnapshot backup = backup(7, TAKEN, 0);
        long first = RestoreRule.renumber(backup, TAKEN).counters().lastToken();
        assertThat(RestoreRule.renumber(backup, TAKEN.plusSeconds(1)).counters().lastToken())
                .isEqualTo(first + RestoreRule.TOKENS_PER_SECOND);
    }

    @Test
    void refusesAClockBeforeTheBackup() {
        refused(backup(7, TAKEN, 0), TAKEN.minusMillis(1), "before the backup's own time 2026-11-21T09:00:00.250Z");
    }

    @Test
    void refusesAClockBefore2026EvenForAnEmptyBackup() {
        refused(backup(0, Instant.EPOCH, 0), Instant.parse("2025-12-31T23:59:59Z"), "before the backup's own time");
    }

    @Test
    void refusesTheSecondOfTheRestoreThatTheBackupDescendsFrom() {
        refused(backup(7, TAKEN, TAKEN_SECOND), TAKEN.plusMillis(700), "was restored at 2026-11-21T09:00:00Z already");
    }

    @Test
    void refusesAnEarlierSecondThanThatRestore() {
        refused(backup(7, TAKEN, TAKEN_SECOND + 5), TAKEN, "was restored at 2026-11-21T09:00:05Z already");
    }

    /** Else a change by somebody who saw another version 2 would undo what he never saw (S5). */
    @Test
    void aVersionOfTheLostClustersPoliciesIsNoneOfTheRestoredOnes() {
        changePolicies(0, "us-east");
        StateSnapshot backup = machines.machine.image();
        Outcome lost = changePolicies(1, "us-west");
        machines.machine.restore(RestoreRule.renumber(backup, Instant.parse("2027-02-01T00:00:00Z")));
        changePolicies(machines.state().policies().version(), "eu-central");
        assertThat(changePolicies(((Outcome.PoliciesChanged) lost).version(), "us-east"))
                .isInstanceOf(Refusal.PolicyVersionMismatch.class);
    }

    private Outcome changePolicies(long expectedVersion, String allowedRegion) {
        var policy = new Policy(
                "orders",
                new TreeSet<>(List.of(allowedRegion)),
                List.of(),
                Failover.AUTOMATIC,
                0,
                SessionSpec.MIN_TTL_MILLIS,
                SessionSpec.MAX_TTL_MILLIS);
        return machines.apply(new Command.ChangePolicies(
                new PolicyChange(expectedVersion, List.of(policy), List.of()), new OperatorAction("alice", "drill")));
    }

    @Test
    void refusesToOverflow() {
        assertThatThrownBy(() -> RestoreRule.renumber(backup(7, TAKEN, 0), Instant.MAX))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void keepsEverythingElse() {
        machines.open("a", 0, "orders");
        machines.open("b", 0, "orders");
        StateSnapshot backup = machines.machine.image();
        StateSnapshot restored = RestoreRule.renumber(backup, Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(restored.sessions())
                .extracting(StateSnapshot.SessionImage::spec)
                .isEqualTo(backup.sessions().stream()
                        .map(StateSnapshot.SessionImage::spec)
                        .toList());
        assertThat(restored.resources())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("lease")
                .isEqualTo(backup.resources());
    }

    /** What a watcher has seen of the lost cluster may have other revisions here: none of it is told again. */
    @Test
    void theHistoryBeginsAtTheRestore() {
        machines.open("a", 0, "orders");
        StateSnapshot backup = machines.machine.image();
        machines.machine.restore(RestoreRule.renumber(backup, LATER));
        long applied = backup.counters().appliedIndex();
        assertThat(machines.state().history().since(applied)).isEmpty();
        assertThat(machines.state().history().since(applied + 1)).contains(List.of());
    }

    @Test
    void eachLeaseIsGrantedAnewAboveAllThatStorageCanHaveSeen() {
        long holder = machines.open("a", 0, "orders", "stock");
        machines.open("b", 0, "orders");
        StateSnapshot backup = machines.machine.image();
        machines.machine.restore(RestoreRule.renumber(backup, LATER));
        long floor = RestoreRule.beginningAt(LATER);
        assertThat(lease("orders").token()).isEqualTo(floor + 1);
        assertThat(lease("stock").token()).isEqualTo(floor + 2);
        assertThat(lease("orders").session()).isEqualTo(holder);
        assertThat(lease("orders").basis()).isEqualTo(GrantBasis.BROKEN);
        assertThat(machines.state().counters().lastToken()).isEqualTo(floor + 2);
        Invariants.check(machines.state(), Limits.DEFAULT);
    }

    /** S5: late requests under the old token find that it has ended, and end no newer grant. */
    @Test
    void theOldTokenHasEnded() {
        long holder = machines.open("a", 0, "orders");
        machines.put(new LeaseRef("orders", holder, 1), 1, "x");
        machines.machine.restore(RestoreRule.renumber(machines.machine.image(), LATER));
        assertThat(machines.apply(new Command.Release(new LeaseRef("orders", holder, 1))))
                .isInstanceOf(Refusal.StaleToken.class);
        assertThat(machines.put(new LeaseRef("orders", holder, 1), 2, "y")).isInstanceOf(Refusal.StaleToken.class);
        long token = lease("orders").token();
        assertThat(machines.apply(new Command.BreakLease("orders", 1, new OperatorAction("alice", "late"))))
                .isInstanceOfSatisfying(
                        Outcome.LeaseBroken.class,
                        repeat -> assertThat(repeat.next())
                                .hasValueSatisfying(
                                        next -> assertThat(next.token()).isEqualTo(token)));
        assertThat(lease("orders").token()).isEqualTo(token);
    }

    /** The holder learns of its new token in the list of its holdings, however many changes it has seen. */
    @Test
    void theHolderIsToldItsNewToken() {
        long holder = machines.open("a", 0, "orders");
        StateSnapshot backup = machines.machine.image();
        StateSnapshot.SessionImage session = backup.sessions().get(0);
        long known = 2 * RestoreRule.beginningAt(LATER);
        var busy = new StateSnapshot.SessionImage(
                session.id(), session.spec(), session.openedWallMillis(), session.renewals(), known, session.steps());
        machines.machine.restore(RestoreRule.renumber(backup.with(List.of(busy), backup.resources()), LATER));
        var told = ((Outcome.SessionRenewed) machines.apply(new Command.RenewSession(holder, known)))
                .holdings()
                .orElseThrow();
        assertThat(told.leases())
                .extracting(Lease::token)
                .containsExactly(lease("orders").token());
    }

    /** S3, S7: the session holds until it has been silent for its TTL since the restore, and then the next one does. */
    @Test
    void whoWaitsIsGrantedTheResourceOnceTheHolderHasExpired() {
        long holder = machines.open("a", 0, "orders");
        long waiter = machines.open("b", 0);
        machines.apply(new Command.Acquire("orders", waiter, true, 0));
        machines.machine.restore(RestoreRule.renumber(machines.machine.image(), LATER));
        assertThat(lease("orders").session()).isEqualTo(holder);
        long token = lease("orders").token();
        machines.apply(new Command.ExpireSession(holder, 0));
        assertThat(lease("orders").session()).isEqualTo(waiter);
        assertThat(lease("orders").token()).isEqualTo(token + 1);
    }

    /** So many leases use up what a leader grants in a second: another restore must not come near them. */
    @Test
    void aSecondRestoreWaitsForTheTokensOfTheFirst() {
        List<StateSnapshot.ResourceImage> many = IntStream.rangeClosed(1, 1 << 19)
                .mapToObj(token -> held("orders/" + token, token))
                .toList();
        StateSnapshot backup = backup(1 << 19, TAKEN, 0);
        Counters restored = RestoreRule.renumber(backup.with(backup.sessions(), many), TAKEN)
                .counters();
        assertThat(restored.lastToken()).isEqualTo(TAKEN_SECOND * (1 << 20) + (1 << 19));
        refused(
                backup(7, TAKEN, restored.restoredAtSecond()),
                TAKEN.plusSeconds(1),
                "restored at 2026-11-21T09:00:01Z");
    }

    private static StateSnapshot.ResourceImage held(String name, long token) {
        var lease = new Lease(name, 1, "h", "us-east", token, GrantBasis.FIRST, 1, 1, 0);
        return new StateSnapshot.ResourceImage(
                name,
                Optional.of(lease),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Lease lease(String resource) {
        return machines.state().resource(resource).orElseThrow().lease().orElseThrow();
    }

    /** The lost cluster's clients still name their session ids: if these were issued again, two gates would be open. */
    @Test
    void noSessionIdOrVersionOfTheLostClusterIsGivenOutAgain() {
        long kept = machines.open("a", 0, "orders");
        StateSnapshot backup = machines.machine.image();
        long lost = machines.open("b", 0);
        Outcome lostWrite = machines.put(new LeaseRef("orders", kept, 1), 1, "x");
        machines.machine.restore(RestoreRule.renumber(backup, Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(machines.apply(new Command.RenewSession(lost, 0))).isEqualTo(new Refusal.SessionUnknown(lost));
        assertThat(machines.open("c", 0)).isGreaterThan(lost);
        assertThat(((Outcome.SessionRenewed) machines.apply(new Command.RenewSession(kept, 1))).holdings())
                .as("the client is told what it holds now")
                .isPresent();
        Outcome write =
                machines.put(new LeaseRef("orders", kept, lease("orders").token()), 1, "y");
        assertThat(((Outcome.RecordPut) write).version()).isGreaterThan(((Outcome.RecordPut) lostWrite).version());
    }

    @Test
    void everyGrantOfTheRestoredClusterIsAboveEveryGrantOfTheLostOne() {
        long session = machines.open("a", 0);
        StateSnapshot backup = machines.machine.image();
        long lost = acquire(session, "orders");
        machines.machine.restore(RestoreRule.renumber(backup, Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(acquire(session, "orders")).isGreaterThan(lost);
    }

    private long acquire(long session, String resource) {
        Outcome outcome = machines.apply(new Command.Acquire(resource, session, false, 0));
        return ((Outcome.LeaseAcquired) outcome).lease().token();
    }

    private StateSnapshot backup(long lastToken, Instant taken, long restoredAtSecond) {
        StateSnapshot image = machines.machine.image();
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                image.policies(),
                image.pauses(),
                image.promotions(),
                new Counters(lastToken, 0, 0, 0, taken.toEpochMilli(), restoredAtSecond),
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                image.events(),
                0,
                image.remembersSteps());
    }

    private static void refused(StateSnapshot backup, Instant now, String message) {
        assertThatThrownBy(() -> RestoreRule.renumber(backup, now))
                .isInstanceOf(RestoreRefusedException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("restore again");
    }
}
