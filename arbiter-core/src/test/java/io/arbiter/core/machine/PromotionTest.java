package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.PromotionRequest.Mode;
import io.arbiter.core.command.PromotionRequest.Trigger;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.core.promotion.PromotionStep;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each way on, and each way out, of each step of a promotion. */
class PromotionTest {
    private static final OperatorAction ALICE = new OperatorAction("alice", "moves west");
    private final Machines machines = new Machines();
    private final long east = machines.openIn("us-east", "east", "orders");
    private final long queued = machines.openIn("eu-central", "queued", "orders");
    private final long west = machines.openIn("us-west", "west", "orders");

    private static PromotionRequest request(String id, Mode mode) {
        return request(id, mode, Trigger.MANUAL_OVERRIDE, 0);
    }

    private static PromotionRequest request(String id, Mode mode, Trigger trigger, long token) {
        return new PromotionRequest(id, "orders", "us-west", mode, trigger, token, mode != Mode.GRACEFUL, false, ALICE);
    }

    private Outcome promote(PromotionRequest request) {
        return machines.apply(new Command.RequestPromotion(request));
    }

    private Promotion promote(Mode mode) {
        return ((Outcome.PromotionStored) promote(request("p-" + mode, mode))).promotion();
    }

    private Promotion promotion() {
        return machines.state().promotions().find(1).orElseThrow();
    }

    private List<PromotionState> states() {
        return promotion().steps().stream().map(PromotionStep::state).toList();
    }

    private Lease lease() {
        return machines.state().resource("orders").flatMap(Resource::lease).orElseThrow();
    }

    private Outcome release() {
        return machines.apply(new Command.Release(new LeaseRef("orders", lease().session(), lease().token())));
    }

    private Outcome passed(PeriodKind kind, long id) {
        return machines.apply(new Command.EndPeriod("orders", kind, id));
    }

    private void assertFailed(PromotionFailure why) {
        assertThat(promotion().failure()).contains(why);
        assertThat(promotion().state()).isEqualTo(PromotionState.FAILED);
    }

    // ---- graceful

    @Test
    void theHolderIsAskedToHandOverToTheTarget() {
        assertThat(promote(Mode.GRACEFUL).state()).isEqualTo(PromotionState.DRAINING);
        assertThat(lease().session()).isEqualTo(east);
        assertThat(lease().handoverTo()).isEqualTo(west);
    }

    @Test
    void aReleaseGoesToTheTargetAheadOfTheQueue() {
        promote(Mode.GRACEFUL);
        release();
        assertThat(lease().session()).isEqualTo(west);
        assertThat(lease().basis()).isEqualTo(GrantBasis.RELEASED);
        assertThat(states()).containsExactly(PromotionState.REQUESTED, PromotionState.DRAINING, PromotionState.GRANTED);
        assertThat(promotion().grantedToken()).isEqualTo(lease().token());
    }

    @Test
    void aTransferElsewhereIsRefusedAndOneToTheTargetIsTheHandover() {
        promote(Mode.GRACEFUL);
        var ref = new LeaseRef("orders", east, lease().token());
        assertThat(machines.apply(new Command.Transfer(ref, queued))).isEqualTo(new Refusal.PromotionOpen(promotion()));
        assertThat(machines.apply(new Command.RequestHandover("orders", ref.token(), queued, "bob")))
                .isEqualTo(new Refusal.PromotionOpen(promotion()));
        machines.apply(new Command.Transfer(ref, west));
        assertThat(promotion().state()).isEqualTo(PromotionState.GRANTED);
    }

    @Test
    void withoutTheHoldersWordAGracefulOneGrantsNothing() {
        promote(Mode.GRACEFUL);
        machines.apply(new Command.ExpireSession(east, 0));
        assertFailed(PromotionFailure.HOLDER_GONE);
        assertThat(lease().session()).as("by the queue").isEqualTo(queued);
    }

    @Test
    void noBreakIsTheHoldersWord() {
        promote(Mode.GRACEFUL);
        machines.apply(new Command.BreakLease("orders", lease().token(), ALICE));
        assertFailed(PromotionFailure.HOLDER_GONE);
        assertThat(lease().session()).isEqualTo(queued);
    }

    @Test
    void aDrainThatTakesTooLongEndsIt() {
        promote(Mode.GRACEFUL);
        assertThat(passed(PeriodKind.DRAIN, 2)).isEqualTo(new Refusal.ConditionFailed());
        assertThat(passed(PeriodKind.DRAIN, 1)).isEqualTo(new Outcome.PeriodEnded());
        assertFailed(PromotionFailure.DRAIN_TIMEOUT);
        assertThat(lease().handoverTo()).isZero();
        assertThat(passed(PeriodKind.DRAIN, 1)).isEqualTo(new Refusal.ConditionFailed());
    }

    @Test
    void itEndsWithTheLastWaiterOfItsTarget() {
        long second = machines.openIn("us-west", "west-2", "orders");
        promote(Mode.GRACEFUL);
        machines.apply(new Command.CloseSession(west));
        assertThat(lease().handoverTo()).isEqualTo(second);
        machines.apply(new Command.CancelWait("orders", second, 0));
        assertFailed(PromotionFailure.TARGET_GONE);
        assertThat(lease().handoverTo()).isZero();
    }

    @Test
    void anHeirOfTheHolderIsAskedAnew() {
        long first = machines.open("proven", 1, "users");
        machines.queue("users", west);
        machines.apply(new Command.RequestPromotion(new PromotionRequest(
                "u", "users", "us-west", Mode.GRACEFUL, Trigger.MANUAL_OVERRIDE, 0, false, false, ALICE)));
        long heir = machines.open("proven", 2);
        Lease inherited = machines.resource("users").lease().orElseThrow();
        assertThat(inherited.session()).isEqualTo(heir).isNotEqualTo(first);
        assertThat(inherited.handoverTo()).isEqualTo(west);
    }

    // ---- forced

    @Test
    void aForcedOneCondemnsTheLeaseAndGrantsWhenItsGateIsClosed() {
        promote(Mode.FORCED);
        long token = lease().token();
        assertThat(machines.resource("orders").condemnation())
                .contains(new Resource.Condemnation(token, east, 0, 1, 5_050_000_000L));
        assertThat(lease().session()).as("its gate may be open").isEqualTo(east);
        machines.apply(new Command.RenewSession(east, 0, true));
        assertThat(passed(PeriodKind.CONDEMNATION, token)).isEqualTo(new Outcome.PeriodEnded());
        assertThat(lease().session()).isEqualTo(west);
        assertThat(lease().basis()).isEqualTo(GrantBasis.CONDEMNED);
        assertThat(states()).containsExactly(PromotionState.REQUESTED, PromotionState.FENCING, PromotionState.GRANTED);
        assertThat(machines.state().session(east))
                .as("it has other leases, perhaps")
                .isPresent();
    }

    @Test
    void everyAnswerToARenewalNamesWhatIsCondemned() {
        machines.apply(new Command.Acquire("users", east, false, 0));
        promote(Mode.FORCED);
        var condemned = new Outcome.Condemned("orders", lease().token(), 1);
        long version = machines.state().session(east).orElseThrow().holdingsVersion();
        for (long known : List.of(0L, version)) {
            var renewed = (Outcome.SessionRenewed) machines.apply(new Command.RenewSession(east, known, true));
            assertThat(renewed.condemned()).containsExactly(condemned);
            renewed.holdings()
                    .ifPresent(held -> assertThat(held.leases())
                            .extracting(Lease::resource)
                            .containsExactly("users"));
        }
    }

    /** Each acknowledgement would extend the gate of the condemned lease as well. */
    @Test
    void aClientThatDoesNotKnowIsNotAcknowledged() {
        promote(Mode.FORCED);
        assertThat(machines.apply(new Command.RenewSession(east, 0))).isEqualTo(new Refusal.LeaseCondemned(lease(), 1));
        assertThat(machines.state().session(east).orElseThrow().renewals()).isZero();
        assertThat(machines.apply(new Command.RenewSession(queued, 0))).isInstanceOf(Outcome.SessionRenewed.class);
    }

    /** Else it would be acknowledged again as soon as the lease is gone, and take the gate for open. */
    @Test
    void aSessionThatWasNotRenewedMeanwhileExpires() {
        promote(Mode.FORCED);
        machines.apply(new Command.RenewSession(east, 0));
        passed(PeriodKind.CONDEMNATION, lease().token());
        assertThat(machines.state().session(east)).isEmpty();
        assertThat(lease().session()).isEqualTo(west);
        assertThat(lease().basis()).isEqualTo(GrantBasis.EXPIRED);
    }

    @Test
    void itsHolderDoesNotFindItAgain() {
        promote(Mode.FORCED);
        assertThat(machines.apply(new Command.Acquire("orders", east, true, 0)))
                .isEqualTo(new Refusal.LeaseCondemned(lease(), 1));
        var spec = new SessionSpec("east", "start", "east", "us-east", 0, 5_000, 10_000, 0);
        var opened = (Outcome.SessionOpened) machines.apply(new Command.OpenSession(spec, List.of()));
        assertThat(opened.session()).isEqualTo(east);
        assertThat(opened.holdings().leases()).isEmpty();
    }

    @Test
    void ifTheHolderLetsGoTheTargetIsNextAtOnce() {
        promote(Mode.FORCED);
        release();
        assertThat(lease().session()).isEqualTo(west);
        assertThat(lease().basis()).isEqualTo(GrantBasis.RELEASED);
        assertThat(machines.resource("orders").condemnation()).isEmpty();
        assertThat(passed(PeriodKind.CONDEMNATION, 1)).isEqualTo(new Refusal.ConditionFailed());
    }

    @Test
    void aLockDelayIsWaitedForBeforeTheTarget() {
        long slow = ((Outcome.SessionOpened) machines.apply(new Command.OpenSession(
                        new SessionSpec("slow", "s", "slow", "us-east", 0, 5_000, 10_000, 2_000),
                        List.of(new Command.FirstAcquire("users", false)))))
                .session();
        machines.queue("users", queued);
        machines.queue("users", west);
        machines.apply(new Command.RequestPromotion(new PromotionRequest(
                "u", "users", "us-west", Mode.FORCED, Trigger.MANUAL_OVERRIDE, 0, true, false, ALICE)));
        long token = machines.resource("users").lease().orElseThrow().token();
        machines.apply(new Command.RenewSession(slow, 0, true));
        machines.apply(new Command.EndPeriod("users", PeriodKind.CONDEMNATION, token));
        assertThat(machines.resource("users").lease()).isEmpty();
        machines.apply(new Command.EndLockDelay("users", token));
        Lease next = machines.resource("users").lease().orElseThrow();
        assertThat(next.session()).isEqualTo(west).isNotEqualTo(slow);
    }

    @Test
    void afterTheDrainAForcedOneCondemns() {
        promote(Mode.GRACEFUL_THEN_FORCED);
        assertThat(lease().handoverTo()).isEqualTo(west);
        passed(PeriodKind.DRAIN, 1);
        assertThat(promotion().state()).isEqualTo(PromotionState.FENCING);
        assertThat(lease().handoverTo()).isZero();
        assertThat(machines.resource("orders").isCondemned()).isTrue();
    }

    @Test
    void anHeirDoesNotInheritWhatIsCondemned() {
        long first = machines.open("proven", 1, "users");
        machines.queue("users", west);
        machines.apply(new Command.RequestPromotion(new PromotionRequest(
                "u", "users", "us-west", Mode.FORCED, Trigger.MANUAL_OVERRIDE, 0, true, false, ALICE)));
        machines.open("proven", 2);
        Lease next = machines.resource("users").lease().orElseThrow();
        assertThat(next.session()).isEqualTo(west).isNotEqualTo(first);
        assertThat(next.basis()).isEqualTo(GrantBasis.TAKEN_OVER);
    }

    /** Nobody tells the holder that it may open its gate again: it ends, and the policy says who follows. */
    @Test
    void whatIsCondemnedStaysSoWhenThePromotionIsCancelled() {
        promote(Mode.FORCED);
        long token = lease().token();
        machines.apply(new Command.CancelPromotion("orders", 1, ALICE));
        assertThat(promotion().state()).isEqualTo(PromotionState.CANCELLED);
        assertThat(machines.resource("orders").isCondemned()).isTrue();
        passed(PeriodKind.CONDEMNATION, token);
        assertThat(lease().session()).isEqualTo(queued);
    }

    // ---- after the grant

    @Test
    void theNewHolderAloneCompletesIt() {
        promote(Mode.GRACEFUL);
        assertThat(complete(east, lease().token())).isInstanceOf(Refusal.PromotionSettled.class);
        release();
        assertThat(complete(queued, lease().token())).isEqualTo(new Refusal.LeaseHeld(lease()));
        assertThat(complete(west, lease().token())).isEqualTo(new Outcome.PromotionStored(promotion()));
        assertThat(promotion().state()).isEqualTo(PromotionState.COMPLETED);
        long token = lease().token();
        release();
        assertThat(complete(west, token)).as("a repeat").isEqualTo(new Outcome.PromotionStored(promotion()));
    }

    private Outcome complete(long session, long token) {
        return machines.apply(new Command.CompletePromotion(new LeaseRef("orders", session, token), 1));
    }

    @Test
    void withoutAConfirmationItFailsAndTheLeaseStays() {
        promote(Mode.GRACEFUL);
        release();
        passed(PeriodKind.COMPLETION, 1);
        assertFailed(PromotionFailure.NOT_COMPLETED);
        assertThat(lease().session()).isEqualTo(west);
    }

    @Test
    void ifTheNewHolderGoesThePolicyDecidesAndTheLedgerSaysSo() {
        promote(Mode.GRACEFUL);
        release();
        machines.apply(new Command.ExpireSession(west, 0));
        assertFailed(PromotionFailure.GRANTEE_GONE);
        assertThat(lease().session()).isEqualTo(queued);
    }

    @Test
    void whatTheNewHolderHandsOnIsNoLongerItsPromotion() {
        promote(Mode.GRACEFUL);
        release();
        machines.apply(new Command.Transfer(new LeaseRef("orders", west, lease().token()), queued));
        assertFailed(PromotionFailure.GRANTEE_GONE);
    }

    /** It failed, and asks for nothing of the kind; an operator does. */
    @Test
    void anOperatorsHandoverAfterTheGrantOutlivesThePromotion() {
        promote(Mode.GRACEFUL);
        release();
        machines.apply(new Command.RequestHandover("orders", lease().token(), queued, "bob"));
        passed(PeriodKind.COMPLETION, 1);
        assertThat(lease().handoverTo()).isEqualTo(queued);
    }

    @Test
    void itCoolsDownAndAnOverridePassesThat() {
        promote(Mode.GRACEFUL);
        release();
        complete(west, lease().token());
        machines.queue("orders", east);
        var back = new PromotionRequest(
                "back", "orders", "us-east", Mode.GRACEFUL, Trigger.MANUAL_OVERRIDE, 0, false, false, ALICE);
        assertThat(promote(back)).isEqualTo(new Refusal.CoolingDown("orders", 1));
        assertThat(machines.resource("orders").coolDown()).contains(new Resource.CoolDown(1, 600_000_000_000L));
        var over = new PromotionRequest(
                "over", "orders", "us-east", Mode.GRACEFUL, Trigger.MANUAL_OVERRIDE, 0, false, true, ALICE);
        assertThat(promote(over)).isInstanceOf(Outcome.PromotionStored.class);
        machines.apply(new Command.CancelPromotion("orders", 2, ALICE));
        passed(PeriodKind.COOL_DOWN, 1);
        assertThat(promote(back)).isInstanceOf(Outcome.PromotionStored.class);
    }

    @Test
    void aResourceThatCoolsDownIsNotForgotten() {
        promote(Mode.GRACEFUL);
        release();
        machines.apply(new Command.CancelWait("orders", queued, 0));
        release();
        assertThat(machines.resource("orders").coolDown()).isPresent();
        passed(PeriodKind.COOL_DOWN, 1);
        assertThat(machines.state().resource("orders")).isEmpty();
    }

    @Test
    void thePolicySaysHowLong() {
        machines.apply(new Command.ChangePolicies(
                new PolicyChange(
                        0,
                        List.of(new Policy(
                                "orders",
                                new TreeSet<>(),
                                List.of(),
                                Failover.AUTOMATIC,
                                0,
                                1_000,
                                3_600_000,
                                new PromotionTerms(7_000, 2_000, 3_000))),
                        List.of()),
                ALICE));
        promote(Mode.GRACEFUL);
        release();
        assertThat(machines.resource("orders").coolDown()).contains(new Resource.CoolDown(1, 7_000_000_000L));
    }

    // ---- requests

    @Test
    void aRetryFindsTheFirstAndOneThatDiffersIsRefused() {
        Promotion first = promote(Mode.GRACEFUL);
        assertThat(promote(request("p-GRACEFUL", Mode.GRACEFUL))).isEqualTo(new Outcome.PromotionStored(first));
        release();
        assertThat(promote(request("p-GRACEFUL", Mode.GRACEFUL))).isEqualTo(new Outcome.PromotionStored(promotion()));
        assertThat(promote(request("p-GRACEFUL", Mode.FORCED)))
                .isEqualTo(new Refusal.RepeatDiffers("mode", "GRACEFUL"));
        assertThat(machines.state().promotions().lastId()).isEqualTo(1);
    }

    @Test
    void twoOfOneResourceAreNeverUnderWay() {
        promote(Mode.GRACEFUL);
        assertThat(promote(request("other", Mode.FORCED))).isEqualTo(new Refusal.PromotionOpen(promotion()));
        release();
        assertThat(promote(request("other", Mode.FORCED))).isEqualTo(new Refusal.PromotionOpen(promotion()));
    }

    @Test
    void aTokenThatHasChangedIsRefused() {
        assertThat(promote(request("p", Mode.GRACEFUL, Trigger.MANUAL_OVERRIDE, 7)))
                .isEqualTo(new Refusal.StaleToken(7, lease()));
    }

    @Test
    void nobodyIsPromotedWhoDoesNotWaitOrHoldsAlready() {
        machines.apply(new Command.CancelWait("orders", west, 0));
        assertThat(promote(request("p", Mode.GRACEFUL))).isEqualTo(new Refusal.NobodyWaits("orders", "us-west"));
        var stays = new PromotionRequest(
                "s", "orders", "us-east", Mode.GRACEFUL, Trigger.MANUAL_OVERRIDE, 0, false, false, ALICE);
        assertThat(promote(stays)).isEqualTo(new Refusal.AlreadyInRegion(lease()));
    }

    @Test
    void aForcedOneNeedsTheLossOfDataToBeAccepted() {
        var careless = new PromotionRequest(
                "c", "orders", "us-west", Mode.FORCED, Trigger.MANUAL_OVERRIDE, 0, false, false, ALICE);
        assertThat(promote(careless)).isEqualTo(new Refusal.DataLossNotAccepted("orders"));
    }

    @Test
    void everythingThatStandsInTheWayIsToldAtOnce() {
        promote(Mode.FORCED);
        machines.apply(new Command.CancelPromotion("orders", 1, ALICE));
        machines.apply(new Command.ChangePauses(true, "", 0, ALICE));
        machines.apply(new Command.CancelWait("orders", west, 0));
        var asked = new PromotionRequest(
                "x", "orders", "us-west", Mode.GRACEFUL, Trigger.AUTOMATED, 9, false, false, ALICE);
        assertThat(machines.state().obstacles(asked))
                .containsExactly(
                        new Refusal.StaleToken(9, lease()),
                        new Refusal.NobodyWaits("orders", "us-west"),
                        new Refusal.NobodyToDrain("orders"),
                        new Refusal.AutomationForbidden(
                                "orders", machines.state().pauses().of("orders")));
    }

    // ---- pauses and manual failover

    @Test
    void aPauseStopsMachinesAlone() {
        promote(request("p", Mode.FORCED, Trigger.AUTOMATED, 0));
        machines.apply(new Command.ChangePauses(true, "", 0, ALICE));
        assertFailed(PromotionFailure.PAUSED);
        assertThat(promote(request("q", Mode.FORCED, Trigger.AUTOMATED, 0)))
                .isEqualTo(new Refusal.AutomationForbidden(
                        "orders", machines.state().pauses().of("orders")));
        assertThat(promote(request("r", Mode.FORCED))).isInstanceOf(Outcome.PromotionStored.class);
        passed(PeriodKind.CONDEMNATION, lease().token());
        assertThat(lease().session()).isEqualTo(west);
    }

    /** The last holder went silent where failover is manual: its region alone may follow, until a person decides. */
    @Test
    void aPersonPromotesWhatIsConfined() {
        manual();
        machines.apply(new Command.ExpireSession(east, 0));
        assertThat(machines.resource("orders").lease()).isEmpty();
        assertThat(promote(request("g", Mode.GRACEFUL))).isEqualTo(new Refusal.NobodyToDrain("orders"));
        assertThat(promote(request("a", Mode.FORCED, Trigger.AUTOMATED, 0)))
                .isEqualTo(new Refusal.AutomationForbidden("orders", Optional.empty()));
        promote(Mode.FORCED);
        assertThat(lease().session()).isEqualTo(west);
        assertThat(lease().basis()).isEqualTo(GrantBasis.EXPIRED);
        assertThat(promotion().fromRegion()).isEqualTo("us-east");
    }

    @Test
    void failoverThatBecomesManualStopsWhatAMachineBegan() {
        promote(request("p", Mode.GRACEFUL, Trigger.AUTOMATED, 0));
        manual();
        assertFailed(PromotionFailure.FAILOVER_MANUAL);
        assertThat(lease().handoverTo()).isZero();
    }

    private void manual() {
        machines.apply(new Command.ChangePolicies(
                new PolicyChange(
                        machines.state().policies().version(),
                        List.of(new Policy("", new TreeSet<>(), List.of(), Failover.MANUAL, 0, 1_000, 3_600_000)),
                        List.of()),
                ALICE));
    }

    // ---- several steps

    /** The step that released is taken back, and with it the grant, the step of the promotion, and its cool-down. */
    @Test
    void aRefusedCommitLeavesThePromotionWhereItWas() {
        promote(Mode.GRACEFUL);
        StateSnapshot before = machines.machine.image();
        machines.open("other", 0, "users");
        StateSnapshot.SessionImage holder = before.sessions().get(0);
        Outcome refused = machines.apply(new Command.CommitSteps(
                east, 1, List.of(new Step.Release("orders", lease().token()), new Step.Acquire("users"))));
        assertThat(refused).isInstanceOf(Refusal.LeaseHeld.class);
        StateSnapshot after = machines.machine.image();
        assertThat(after.promotions()).isEqualTo(before.promotions());
        assertThat(after.sessions().get(0)).isEqualTo(holder);
        assertThat(after.resources().get(0)).isEqualTo(before.resources().get(0));
        assertThat(lease().handoverTo()).isEqualTo(west);
    }

    @Test
    void endsAreRememberedAsWhatTheyWere() {
        promote(Mode.FORCED);
        long token = lease().token();
        machines.apply(new Command.RenewSession(east, 0, true));
        passed(PeriodKind.CONDEMNATION, token);
        assertThat(machines.state().endings.get(token))
                .contains(new EndedLease(token, "orders", east, EndReason.CONDEMNED, lease().token()));
    }
}
