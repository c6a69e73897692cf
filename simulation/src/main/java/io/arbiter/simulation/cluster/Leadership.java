package io.arbiter.simulation.cluster;

import static io.arbiter.simulation.time.Scheduler.MILLI;

import io.arbiter.core.command.Command;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;

/** One replica's view of its own leadership, which may be out of date: it may have been deposed since. */
final class Leadership {
    private static final int MAX_DUE = 16;

    private final Env env;
    private final SimCluster cluster;
    private final SimReplica replica;
    private long term;
    private boolean ready;

    Leadership(Env env, SimCluster cluster, SimReplica replica) {
        this.env = env;
        this.cluster = cluster;
        this.replica = replica;
    }

    void start(long newTerm) {
        term = newTerm;
        ready = false;
        replica.host().after(env.random().between(MILLI, RunSettings.HEALED_LAG), () -> becomeReady(newTerm));
    }

    /** Becomes ready after it has applied all entries of earlier leaders, those in flight included. */
    private void becomeReady(long mine) {
        if (term != mine || !replica.isLeader()) {
            return;
        }
        if (cluster.log().hasInheritance()) {
            replica.host().after(5 * MILLI, () -> becomeReady(mine));
            return;
        }
        ready = true;
        replica.promote();
        expire(mine);
    }

    /** Checks for silent sessions at least every 100 ms. */
    private void expire(long mine) {
        if (term != mine) {
            return;
        }
        for (Command due : replica.tracker().due(MAX_DUE)) {
            if (!replica.isLeader()) {
                env.coverage().count(Kind.EXPIRIES_BY_DEPOSED_LEADERS);
            }
            env.trace().record(replica, "proposes %s", due);
            cluster.log().propose(replica, new SimProposal(due, replica, outcome -> {}));
        }
        replica.host().after(env.random().between(5 * MILLI, 100 * MILLI), () -> expire(mine));
    }

    /** True if a leader of that term deposes this one. */
    boolean stopsBy(long newTerm) {
        return term > 0 && term < newTerm;
    }

    void stop() {
        term = 0;
        ready = false;
    }

    boolean isAssumed() {
        return term > 0;
    }

    boolean isReady() {
        return ready;
    }
}
