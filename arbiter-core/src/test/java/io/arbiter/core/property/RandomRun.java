package io.arbiter.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Counters;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One seed's sequence of commands, applied to the machine, to a second replica, and to the model. */
final class RandomRun {
    private static final int STEPS = 80;
    /** Small, so that every limit is hit. */
    private static final Limits LIMITS = new Limits(4, 4, 3, 2, 3, 2, 10, 2, 2);

    private final SplittableRandom random;
    private final Consumer<Outcome> coverage;
    private final Deadlines deadlines = new Deadlines();
    private final LeaseMachine machine = new LeaseMachine(LIMITS, deadlines);
    private final Model model = new Model(LIMITS);
    private final Watcher watcher = new Watcher();
    private final CaptureReading capture;
    private final RandomCommands commands;
    private final List<Sent> sent = new ArrayList<>();
    private LeaseMachine replica = new LeaseMachine(LIMITS, new Deadlines());
    private long index;
    private long wallMillis = 1_000_000;

    /** A command that may be delivered again, and the newest token when it had been applied. */
    private record Sent(Command command, long newestToken) {}

    RandomRun(long seed, Consumer<Outcome> coverage) {
        this.random = new SplittableRandom(seed);
        this.coverage = coverage;
        this.capture = new CaptureReading(random);
        this.commands = new RandomCommands(random, model.picture());
    }

    void play() {
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(20) == 0) {
                replica = restored(machine.image());
            }
            if (!sent.isEmpty() && random.nextInt(6) == 0) {
                deliverLate(sent.get(random.nextInt(sent.size())));
            } else {
                deliver(commands.next());
            }
        }
    }

    /** Snapshot and restore is the identity; the copy's later behaviour is compared at every step. */
    private LeaseMachine restored(StateSnapshot image) {
        var heard = new Deadlines();
        var copy = new LeaseMachine(LIMITS, heard);
        copy.restore(image);
        assertThat(copy.image()).isEqualTo(image);
        assertThat(heard.agreeWith(copy.state(), model.picture()))
                .as("a restore tells what to watch")
                .isTrue();
        return copy;
    }

    private void deliver(Command command) {
        boolean repeatable = !commands.namesFuture();
        Outcome first = apply(command).outcome();
        if (repeatable) {
            sent.add(new Sent(command, machine.state().counters().lastToken()));
        }
        if (random.nextInt(4) == 0) {
            repeatAtOnce(command, first);
        }
    }

    /** S5: the answer to a lost reply is found again, and nothing happens twice. */
    private void repeatAtOnce(Command command, Outcome first) {
        StateSnapshot before = machine.image();
        ApplyResult again = apply(command);
        assertThat(again.events()).as("a repeat has no effect").isEmpty();
        if (!Repeats.countsAsSignOfLife(command)) {
            assertThat(atSameIndex(machine.image(), before)).isEqualTo(before);
        }
        if (Repeats.findsItsAnswer(command)) {
            assertThat(again.outcome()).as("a repeat finds its answer").isEqualTo(first);
        }
    }

    /** S5: a late repeat never ends a lease that was granted after the command was first applied. */
    private void deliverLate(Sent late) {
        Map<String, Lease> before = leases();
        apply(late.command());
        Map<String, Lease> after = leases();
        before.values().stream()
                .filter(lease -> lease.token() > late.newestToken())
                .filter(lease -> !Repeats.provesDead(late.command(), model.specEver(lease.session())))
                .forEach(lease -> assertThat(after.get(lease.resource()))
                        .as("late %s", late.command())
                        .isNotNull()
                        .extracting(Lease::token)
                        .isEqualTo(lease.token()));
    }

    private Map<String, Lease> leases() {
        var leases = new TreeMap<String, Lease>();
        for (Resource resource : machine.state().resources().values()) {
            resource.lease().ifPresent(lease -> leases.put(resource.name(), lease));
        }
        return leases;
    }

    private ApplyResult apply(Command command) {
        index += random.nextInt(4) > 0 ? 1 : 0;
        wallMillis += random.nextInt(-10, 100);
        StateSnapshot before = machine.image();
        ApplyResult applied = machine.apply(index, wallMillis, command);
        assertThat(applied.outcome()).as("%s", command).isEqualTo(model.predict(index, wallMillis, command));
        coverage.accept(applied.outcome());
        check(before, applied);
        assertThat(replica.apply(index, wallMillis, command))
                .as("replicas answer alike")
                .isEqualTo(applied);
        assertThat(replica.image()).as("replicas are equal").isEqualTo(machine.image());
        capture.goOn(machine);
        return applied;
    }

    private void check(StateSnapshot before, ApplyResult applied) {
        Invariants.check(machine.state(), LIMITS);
        StateSnapshot now = machine.image();
        assertThat(withoutHistory(now)).isEqualTo(model.picture().image(now.counters()));
        assertThat(deadlines.agreeWith(machine.state(), model.picture()))
                .as("the clock watches what the state says")
                .isTrue();
        if (before.identity().isEmpty()) {
            now.identity().ifPresent(formed -> watcher.tokensGoOnAbove(formed.tokensAbove()));
        }
        watcher.hear(applied.events());
        assertThat(watcher.leases()).as("events tell the whole story").isEqualTo(tokens());
        if (applied.outcome() instanceof Refusal) {
            assertThat(atSameIndex(now, before)).as("a refusal changes nothing").isEqualTo(before);
            assertThat(applied.events()).isEmpty();
        }
        for (Event event : applied.events()) {
            assertThat(event.revision()).isEqualTo(index);
        }
    }

    private Map<String, Long> tokens() {
        var tokens = new TreeMap<String, Long>();
        leases().forEach((name, lease) -> tokens.put(name, lease.token()));
        return tokens;
    }

    private static StateSnapshot atSameIndex(StateSnapshot image, StateSnapshot as) {
        Counters counters = image.counters();
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                image.policies(),
                image.pauses(),
                image.promotions(),
                new Counters(
                        counters.lastToken(),
                        counters.lastSession(),
                        counters.lastRecordVersion(),
                        as.counters().appliedIndex(),
                        as.counters().wallMillis(),
                        counters.restoredAtSecond()),
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                image.events(),
                image.compactedRevision(),
                image.remembersSteps());
    }

    private static StateSnapshot withoutHistory(StateSnapshot image) {
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                image.policies(),
                image.pauses(),
                image.promotions(),
                image.counters(),
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                List.of(),
                0,
                image.remembersSteps());
    }
}
