package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.Command.CommitSteps;
import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Step;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.steps.StepResult;
import io.arbiter.core.steps.StepsMemory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final Machines machines = new Machines();

    private static Step acquire(String resource) {
        return new Step.Acquire(resource);
    }

    private static Step release(String resource) {
        return new Step.Release(resource, 0);
    }

    private static Step put(String resource, String value) {
        return new Step.Put(resource, 0, 0, OptionalLong.empty(), Optional.of(new RecordValue(value.getBytes())));
    }

    private static Step delete(String resource) {
        return new Step.Put(resource, 0, 0, OptionalLong.empty(), Optional.empty());
    }

    private Outcome commit(long session, long number, Step... steps) {
        return machines.apply(new CommitSteps(session, number, List.of(steps)));
    }

    private static List<StepResult> results(Outcome outcome) {
        return ((Outcome.StepsCommitted) outcome).answer().results();
    }

    /** All but index and time, which refused commands move on too. */
    private StateSnapshot image() {
        StateSnapshot image = machines.machine.image();
        Counters counters = image.counters();
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                image.policies(),
                image.pauses(),
                image.promotions(),
                new Counters(counters.lastToken(), counters.lastSession(), counters.lastRecordVersion(), 0, 0, 0),
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                image.events(),
                image.compactedRevision(),
                image.remembersSteps());
    }

    @Test
    void aWriteWithATokenOfItsOwnLeavesNothingHeld() {
        long session = machines.open("a", 0);
        assertThat(results(commit(session, 1, acquire("r"), put("r", "x"), release("r"))))
                .containsExactly(
                        new StepResult.Granted(1, GrantBasis.FIRST), new StepResult.Put(1), new StepResult.Released());
        assertThat(machines.resource("r").lease()).isEmpty();
        assertThat(machines.resource("r").record().orElseThrow().token()).isEqualTo(1);
    }

    @Test
    void whatIsNotReleasedStaysHeldAndItsWritesGoOnCounting() {
        long session = machines.open("a", 0);
        commit(session, 1, acquire("r"), put("r", "x"), put("r", "y"));
        assertThat(machines.resource("r").isHeldBy(session)).isTrue();
        assertThat(machines.put(new LeaseRef("r", session, 1), 2, "z")).isInstanceOf(Refusal.RepeatDiffers.class);
        assertThat(machines.put(new LeaseRef("r", session, 1), 3, "z")).isEqualTo(new Outcome.RecordPut(3));
    }

    @Test
    void theNextWaiterIsGrantedInTheSameEntry() {
        long holder = machines.open("a", 0, "r");
        long waiter = machines.open("b", 0, "r");
        assertThat(commit(holder, 1, new Step.Release("r", 1), acquire("s")))
                .isInstanceOf(Outcome.StepsCommitted.class);
        assertThat(machines.resource("r").lease().orElseThrow().token()).isEqualTo(2);
        assertThat(machines.resource("r").isHeldBy(waiter)).isTrue();
        assertThat(machines.resource("s").lease().orElseThrow().token()).isEqualTo(3);
    }

    /** Everything that steps can change: resources new and old, a queue, a handover, records, tokens, ended leases. */
    @Test
    void aRefusedStepLeavesNoTraceOfThoseBefore() {
        long holder = machines.open("a", 0, "r", "held");
        machines.open("b", 0, "r");
        long last = machines.open("c", 0, "r", "other");
        machines.put(new LeaseRef("r", holder, 1), 1, "x");
        machines.put(new LeaseRef("held", holder, 2), 1, null);
        machines.apply(new Command.RequestHandover("r", 1, last, "ops"));
        machines.apply(new Command.Acquire("done", holder, false, 1));
        machines.apply(new Command.Release(new LeaseRef("done", holder, 4)));
        machines.apply(new Command.Acquire("last", holder, false, 1));
        StateSnapshot before = image();
        Outcome refused = commit(
                holder,
                1,
                acquire("new"),
                put("new", "n"),
                new Step.Put("r", 1, 2, OptionalLong.of(1), Optional.empty()),
                new Step.Release("r", 1),
                new Step.Release("held", 2),
                acquire("held"),
                put("held", "h"),
                release("held"),
                release("new"),
                new Step.Release("last", 5),
                acquire("last"),
                acquire("other"));
        assertThat(refused).isInstanceOf(Refusal.LeaseHeld.class);
        assertThat(image()).isEqualTo(before);
        assertThat(machines.machine.state().history().all()).isEqualTo(before.events());
        assertThat(machines.queue("r", last)).as("its place in the queue").isEqualTo(new Outcome.WaitQueued("r", 1));
    }

    /** The memory of ended leases is full, and would have forgotten its oldest. */
    @Test
    void whatARefusedCallWouldHaveForgottenIsRemembered() {
        long session = machines.open("a", 0);
        for (int i = 1; i <= Machines.LIMITS.rememberedEndings(); i++) {
            machines.apply(new Command.Acquire("r", session, false, 1));
            machines.apply(new Command.Release(new LeaseRef("r", session, i)));
        }
        machines.open("b", 0, "held");
        StateSnapshot before = image();
        commit(session, 1, acquire("r"), release("r"), acquire("r"), release("r"), acquire("held"));
        assertThat(image()).isEqualTo(before);
        assertThat(machines.apply(new Command.Release(new LeaseRef("r", session, 1))))
                .isEqualTo(new Outcome.LeaseReleased());
    }

    @Test
    void anOpenCaptureIsNotMisledByWhatIsTakenBack() {
        long session = machines.open("a", 0, "r");
        machines.open("b", 0, "r", "held");
        StateSnapshot before = machines.machine.image();
        try (SnapshotCursor capture = machines.machine.capture()) {
            commit(session, 1, new Step.Release("r", 1), acquire("s"), acquire("held"));
            commit(session, 2, new Step.Release("r", 1), acquire("s"));
            assertThat(capture.rest().with(capture.nextSessions(10), capture.nextResources(10)))
                    .isEqualTo(before);
        }
    }

    @Test
    void aRepeatFindsItsAnswerAndDoesNothingMore() {
        long session = machines.open("a", 0);
        Outcome first = commit(session, 1, acquire("r"), put("r", "x"), release("r"));
        commit(session, 2, acquire("r"), put("r", "y"), release("r"));
        StateSnapshot before = image();
        assertThat(commit(session, 1, acquire("r"), put("r", "x"), release("r")))
                .isEqualTo(first);
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void anotherCallUnderTheSameNumberIsRefused() {
        long session = machines.open("a", 0);
        commit(session, 1, acquire("r"), put("r", "x"), release("r"));
        for (Step[] other : new Step[][] {
            {acquire("r"), put("r", "y"), release("r")},
            {acquire("r"), delete("r"), release("r")},
            {acquire("r"), put("r", "x")},
            {acquire("s"), put("s", "x"), release("s")}
        }) {
            assertThat(commit(session, 1, other))
                    .as(Arrays.toString(other))
                    .isEqualTo(new Refusal.RepeatDiffers("steps", "those of call 1"));
        }
    }

    @Test
    void numbersComeInAnyOrderWithinTheMemoryAndAreRefusedBelowIt() {
        long session = machines.open("a", 0);
        for (int number = 2; number <= StepsMemory.SIZE + 1; number++) {
            commit(session, number, acquire("r"), release("r"));
        }
        assertThat(commit(session, 1, acquire("r"), release("r")))
                .as("late, but not forgotten")
                .isInstanceOf(Outcome.StepsCommitted.class);
        assertThat(commit(session, 1, acquire("r"), release("r"))).isEqualTo(new Refusal.StepsForgotten(1, 1));
        assertThat(commit(session, 2, acquire("r"), release("r"))).isInstanceOf(Outcome.StepsCommitted.class);
    }

    /** Otherwise the release at the end would close the gate of another part of the process. */
    @Test
    void whatTheSessionHoldsAlreadyIsNotAcquired() {
        long session = machines.open("a", 0, "r");
        assertThat(commit(session, 1, acquire("r"), release("r"))).isInstanceOf(Refusal.LeaseHeld.class);
        assertThat(machines.resource("r").isHeldBy(session)).isTrue();
    }

    /** The waiter was granted it for a moment, which never was. */
    @Test
    void aRefusalNamesWhoHoldsItOnceAllIsUndone() {
        long session = machines.open("a", 0, "r");
        machines.open("b", 0, "r");
        assertThat(commit(session, 1, new Step.Release("r", 1), acquire("r")))
                .isEqualTo(new Refusal.LeaseHeld(machines.resource("r").lease().orElseThrow()));
        assertThat(machines.resource("r").isHeldUnder(1)).isTrue();
    }

    @Test
    void aStaleTokenRefusesAll() {
        long session = machines.open("a", 0);
        assertThat(commit(session, 1, acquire("r"), new Step.Release("s", 9))).isEqualTo(new Refusal.NotHeld("s", 9));
        assertThat(machines.state().resource("r")).isEmpty();
    }

    @Test
    void aSessionThatHasEndedCommitsNothing() {
        long session = machines.open("a", 0);
        commit(session, 1, acquire("r"), put("r", "x"), release("r"));
        machines.apply(new Command.CloseSession(session));
        assertThat(commit(session, 1, acquire("r"), put("r", "x"), release("r")))
                .isInstanceOf(Refusal.SessionOver.class);
    }

    @Test
    void theShapeIsChecked() {
        assertInvalid("steps");
        assertInvalid(
                "steps",
                Collections.nCopies(Command.MAX_STEPS + 1, acquire("r")).toArray(Step[]::new));
        assertInvalid("token", release("r"));
        assertInvalid("token", acquire("r"), release("r"), put("r", "x"));
        assertInvalid("token", acquire("r"), put("s", "x"));
        assertInvalid("token", acquire("r"), new Step.Release("r", 7));
        assertInvalid("token", new Step.Release("r", 7), new Step.Release("r", 7));
        assertInvalid("steps", acquire("r"), acquire("r"));
        assertInvalid(
                "expected_version",
                acquire("r"),
                put("r", "x"),
                new Step.Put("r", 0, 0, OptionalLong.of(1), Optional.empty()));
        assertInvalid(
                "expected_version",
                acquire("r"),
                put("r", "x"),
                release("r"),
                acquire("r"),
                new Step.Put("r", 0, 0, OptionalLong.of(7), Optional.empty()));
        var large = new Step.Put(
                "r", 1, 1, OptionalLong.empty(), Optional.of(new RecordValue(new byte[RecordValue.MAX_BYTES])));
        assertInvalid(
                "bytes of all values",
                large,
                large,
                large,
                large,
                new Step.Put("r", 1, 1, OptionalLong.empty(), Optional.of(new RecordValue(new byte[1]))));
        assertThatThrownBy(() -> new Step.Put("r", 0, 1, OptionalLong.empty(), Optional.empty()))
                .isInstanceOf(InvalidCommandException.class);
        assertThatThrownBy(() -> new Step.Put("r", 1, 0, OptionalLong.empty(), Optional.empty()))
                .isInstanceOf(InvalidCommandException.class);
    }

    private static void assertInvalid(String field, Step... steps) {
        assertThatThrownBy(() -> new CommitSteps(1, 1, List.of(steps)))
                .isInstanceOfSatisfying(
                        InvalidCommandException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
