package io.arbiter.simulation.fault;

import static io.arbiter.simulation.time.Scheduler.SECOND;

import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.restore.RestoreRule;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import java.time.Instant;

/**
 * Loses the whole cluster in some runs and restores it from a backup, at times twice from the same one. The operator
 * waits until every gate that the lost cluster had opened is closed, and reads the clock of the machine that restores,
 * never an earlier time than before.
 */
final class ClusterLoss {
    private final Env env;
    private final SimCluster cluster;
    private final Host operator;
    private StateSnapshot backup;
    private Instant lastRestore = Instant.EPOCH;
    private boolean lost;

    ClusterLoss(Env env, SimCluster cluster) {
        this.env = env;
        this.cluster = cluster;
        this.operator = cluster.hosts().add("restorer");
    }

    boolean isLost() {
        return lost;
    }

    void plan() {
        if (env.settings().restores()) {
            env.time().after(env.random().between(2 * SECOND, env.settings().faultNanos() / 3), this::backUp);
        }
    }

    private void backUp() {
        backup = env.random().pick(cluster.replicas()).image();
        env.coverage().count(Kind.BACKUPS);
        env.trace()
                .record(
                        "operator",
                        "takes a backup at index %d",
                        backup.counters().appliedIndex());
        planLoss();
    }

    /** Plans a loss, if there is time left to restore before the faults end. */
    private void planLoss() {
        long latest = env.settings().faultNanos() - quarantine() - 2 * SECOND;
        if (env.time().now() + SECOND < latest) {
            env.time().after(env.random().between(0, latest - env.time().now()), this::lose);
        }
    }

    private void lose() {
        env.trace().record("operator", "the cluster is lost");
        lost = true;
        cluster.replicas().forEach(SimReplica::wipe);
        cluster.log().reconsider();
        env.time().after(quarantine() + env.random().between(0, SECOND), this::restore);
    }

    /** The longest that a gate can stay open without the arbiter. */
    private long quarantine() {
        return env.settings().onSlowestClock(RunSettings.MAX_TTL);
    }

    private void restore() {
        StateSnapshot restored = RestoreRule.renumber(backup, now());
        restored = env.mutant().restored(backup, restored);
        env.coverage().count(Kind.RESTORES);
        env.trace()
                .record(
                        "operator",
                        "restores index %d, tokens go on at %d",
                        restored.counters().appliedIndex(),
                        restored.counters().lastToken());
        lost = false;
        cluster.restore(restored);
        if (env.random().chance(0.5)) {
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
