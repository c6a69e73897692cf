package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.SECOND;

import io.arbiter.core.machine.RestoreRule;
import io.arbiter.core.machine.StateImage;
import io.arbiter.simulation.Coverage.Kind;
import java.time.Instant;

/**
 * In some runs the whole cluster is lost and restored from a backup, at times twice from the same one. The operator
 * waits until every gate that the lost cluster had opened is closed, and looks at the clock of the machine that
 * restores: it never goes back.
 */
final class Disaster {
    private final World world;
    private final Host operator;
    private StateImage backup;
    private Instant lastRestore = Instant.EPOCH;
    private boolean lost;

    Disaster(World world) {
        this.world = world;
        this.operator = world.hosts.add("restorer");
    }

    boolean isLost() {
        return lost;
    }

    void plan() {
        if (world.settings.restores()) {
            world.time.after(world.dice.between(2 * SECOND, world.settings.faultNanos() / 3), this::backUp);
        }
    }

    private void backUp() {
        backup = world.dice.pick(world.replicas).image();
        world.coverage.count(Kind.BACKUPS);
        world.trace.say("operator", "takes a backup at index %d", backup.counters().appliedIndex());
        planLoss();
    }

    /** If there is time left to restore before the faults end. */
    private void planLoss() {
        long latest = world.settings.faultNanos() - quarantine() - 2 * SECOND;
        if (world.time.now() + SECOND < latest) {
            world.time.after(world.dice.between(0, latest - world.time.now()), this::lose);
        }
    }

    private void lose() {
        world.trace.say("operator", "the cluster is lost");
        lost = true;
        world.replicas.forEach(SimReplica::wipe);
        world.log.reconsider();
        world.time.after(quarantine() + world.dice.between(0, SECOND), this::restore);
    }

    /** The longest that a gate can stay open without the arbiter. */
    private long quarantine() {
        return world.settings.onSlowestClock(Settings.MAX_TTL);
    }

    private void restore() {
        StateImage restored = RestoreRule.continueAt(backup, now());
        restored = world.mutant.restored(backup, restored);
        world.coverage.count(Kind.RESTORES);
        world.trace.say("operator", "restores index %d, tokens go on at %d", restored.counters().appliedIndex(),
                restored.counters().lastToken());
        lost = false;
        world.oracle.restore(restored);
        world.checks.retries.forget();
        world.log.beginAnew(restored);
        world.replicas.forEach(world.nemesis::start);
        if (world.dice.chance(0.5)) {
            planLoss();
        }
    }

    private Instant now() {
        Instant taken = Instant.ofEpochMilli(backup.counters().wallMillis());
        Instant clock = Instant.ofEpochMilli(operator.wallMillis());
        Instant now = clock.isBefore(taken) ? taken : clock;
        Instant next = lastRestore.plusMillis(1_000);
        lastRestore = now.isBefore(next) ? next : now;
        return lastRestore;
    }
}
