package io.arbiter.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.FakeClock;
import io.arbiter.core.command.Command;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.restore.RestoreRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Three replicas that apply the same log at the same instant of one fake clock, of which one may lead. After every
 * command the invariants hold, and the replicas' states are equal.
 */
final class Cluster {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private final FakeClock clock = new FakeClock(0);
    private final Map<String, Replica> replicas = new TreeMap<>();
    private final Limits limits;
    private String leader = "";
    private long index;

    Cluster(Limits limits) {
        this.limits = limits;
        List.of("a", "b", "c").forEach(name -> replicas.put(name, new Replica(limits, clock, GRACE)));
    }

    ApplyResult apply(Command command) {
        index++;
        var answers = new ArrayList<ApplyResult>();
        replicas.values().forEach(r -> answers.add(r.machine.apply(index, now().toEpochMilli(), command)));
        assertThat(answers).as("every replica answers alike").containsOnly(answers.get(0));
        check();
        return answers.get(0);
    }

    private void check() {
        Invariants.check(machine().state(), limits);
        replicas.values()
                .forEach(r -> assertThat(r.machine.image()).isEqualTo(machine().image()));
    }

    void promote(String name) {
        demote();
        replicas.get(name).tracker.promote();
        leader = name;
    }

    void demote() {
        replicas.values().forEach(replica -> replica.tracker.demote());
        leader = "";
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    List<Command> due() {
        return leading().tracker.due(100);
    }

    /** The replica loses its notes of time and gets its state from a snapshot. */
    void restart(String name) {
        StateSnapshot image = replicas.get(name).machine.image();
        replicas.put(name, Replica.from(image, limits, clock, GRACE));
        if (leader.equals(name)) {
            leader = "";
        }
        check();
    }

    /** Starts a new cluster with the image that the rule makes of the backup. */
    void restoreBackup(StateSnapshot backup, Instant at) {
        StateSnapshot image = RestoreRule.renumber(backup, at);
        replaceAll(old -> Replica.from(image, limits, clock, GRACE));
        check();
    }

    /** Wipes all nodes. */
    void beginAnew() {
        replaceAll(old -> new Replica(limits, clock, GRACE));
    }

    private void replaceAll(UnaryOperator<Replica> replacement) {
        replicas.replaceAll((name, old) -> replacement.apply(old));
        leader = "";
    }

    LeaseMachine machine() {
        return replicas.get("a").machine;
    }

    /** The leader, or any replica if nobody leads. */
    Replica leading() {
        return replicas.get(leader.isEmpty() ? "a" : leader);
    }

    private Instant now() {
        return START.plusNanos(clock.nanos());
    }
}
