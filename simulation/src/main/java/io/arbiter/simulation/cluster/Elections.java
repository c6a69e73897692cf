package io.arbiter.simulation.cluster;

import static io.arbiter.simulation.time.Scheduler.MILLI;
import static io.arbiter.simulation.time.Scheduler.SECOND;

import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import java.util.List;

/**
 * Elects leaders. A leader that loses the majority is replaced after an election; it assumes that it leads until the
 * new term reaches it, or until it notices its isolation by itself.
 */
public final class Elections {
    private final Env env;
    private final SimCluster cluster;
    private final SimLog log;
    private SimReplica leader;
    private long term;
    private boolean running;

    Elections(Env env, SimCluster cluster, SimLog log) {
        this.env = env;
        this.cluster = cluster;
        this.log = log;
    }

    /** Starts without a leader. */
    void start() {
        leader = null;
        reconsider();
    }

    void reconsider() {
        if (leader == null || !hasMajority(leader)) {
            call();
        }
    }

    /** Calls an election, needed or not, because followers may miss heartbeats that were sent. */
    public void call() {
        if (!running) {
            running = true;
            long delay = env.isHealed()
                    ? env.random().between(200 * MILLI, RunSettings.HEALED_ELECTION)
                    : env.random().skewed(100 * MILLI, 6 * SECOND);
            env.time().after(delay, this::elect);
        }
    }

    private void elect() {
        running = false;
        List<SimReplica> candidates =
                cluster.replicas().stream().filter(this::hasMajority).toList();
        if (candidates.isEmpty()) {
            call();
        } else {
            install(env.random().pick(candidates));
        }
    }

    private void install(SimReplica next) {
        boolean another = next != leader;
        term++;
        leader = next;
        env.trace().record("log", "%s leads term %d", next, term);
        if (another) {
            env.coverage().count(Kind.LEADER_CHANGES);
        }
        log.changeLeader(another);
        for (SimReplica replica : cluster.replicas()) {
            if (replica != next) {
                long newTerm = term;
                replica.host().after(noticeDelay(next, replica), () -> replica.onHigherTerm(newTerm));
            }
        }
        next.lead(term);
    }

    private long noticeDelay(SimReplica next, SimReplica deposed) {
        boolean linked = cluster.network().areLinked(next.host(), deposed.host());
        return linked ? cluster.network().delay() : env.random().between(0, 4 * SECOND);
    }

    /** True if it runs and is linked to a majority, itself included. */
    private boolean hasMajority(SimReplica replica) {
        if (!replica.host().isRunning()) {
            return false;
        }
        long linked = cluster.replicas().stream()
                .filter(other -> other.host().isRunning() && cluster.network().areLinked(replica.host(), other.host()))
                .count();
        return 2 * linked > RunSettings.NODES;
    }

    boolean leaderCanCommit() {
        return leader != null && hasMajority(leader);
    }

    boolean isLeader(SimReplica replica) {
        return replica == leader;
    }

    /** Null before the first election. */
    public SimReplica leader() {
        return leader;
    }

    long term() {
        return term;
    }
}
