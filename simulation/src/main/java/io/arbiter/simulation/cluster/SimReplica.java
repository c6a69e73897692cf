package io.arbiter.simulation.cluster;

import io.arbiter.core.command.Command;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;
import java.util.Optional;

/**
 * One node's server: the real machine and the real tracker on this node's own clock, over the modelled log. The log and
 * the newest snapshot survive a crash; the tracker starts again at the restart.
 */
public final class SimReplica {
    private static final int SNAPSHOT_EVERY = 25;

    private final Env env;
    private final SimCluster cluster;
    private final Host host;
    private final SimService service;
    private final Leadership leadership;
    private LeaseMachine machine;
    private ExpiryTracker tracker;
    private int applied;
    private StateSnapshot snapshot;
    private int snapshotAt;
    private boolean slow;

    SimReplica(Env env, SimCluster cluster, Host host) {
        this.env = env;
        this.cluster = cluster;
        this.host = host;
        this.service = new SimService(cluster, this);
        this.leadership = new Leadership(env, cluster, this);
    }

    /** Starts a process from the log and the snapshot on the disk. */
    void boot() {
        int durable = applied;
        tracker = new ExpiryTracker(host.monotonic(), RunSettings.GRACE);
        machine = new LeaseMachine(SimCluster.LIMITS, tracker);
        boolean fromSnapshot = snapshot != null && env.random().chance(0.6);
        machine.restore(fromSnapshot ? snapshot : cluster.log().base());
        applied = fromSnapshot ? snapshotAt : 0;
        if (durable > 0) {
            env.coverage().count(fromSnapshot ? Kind.REPLICAS_FROM_SNAPSHOT : Kind.REPLICAS_FROM_LOG);
        }
        applyUpTo(durable);
    }

    public void crash() {
        host.crash();
        demote();
    }

    /** Empties the disk; the log will start from a restored backup. */
    public void wipe() {
        crash();
        applied = 0;
        snapshot = null;
    }

    // ---- the log

    /** Time from a commit until this replica receives it. */
    long lag() {
        long own = env.isHealed() ? RunSettings.HEALED_LAG : slow ? 3 * Scheduler.SECOND : Scheduler.SECOND / 10;
        return env.random().skewed(0, own) + (isLeader() ? 0 : cluster.network().delay());
    }

    void onCommitted(int upTo) {
        SimReplica leader = cluster.log().elections().leader();
        if (leader == null || !cluster.network().areLinked(host, leader.host())) {
            return;
        }
        int known = Math.min(upTo, cluster.log().size());
        if (leader.snapshot != null && leader.snapshotAt > applied + SNAPSHOT_EVERY && leader.snapshotAt <= known) {
            machine.restore(leader.snapshot);
            applied = leader.snapshotAt;
            env.coverage().count(Kind.SNAPSHOTS_INSTALLED);
        }
        applyUpTo(known);
    }

    private void applyUpTo(int known) {
        while (applied < known) {
            apply(cluster.log().get(applied++));
        }
        if (applied >= snapshotAt + SNAPSHOT_EVERY) {
            snapshot = machine.image();
            snapshotAt = applied;
        }
    }

    private void apply(SimEntry entry) {
        for (SimProposal proposal : entry.proposals) {
            ApplyResult result = env.mutant().apply(machine, entry.index, entry.wallMillis, proposal.command());
            cluster.notifyObservers(observer -> observer.applied(this, proposal, result.outcome()));
            proposal.appliedAt(this);
            service.applied(proposal.command(), result);
        }
    }

    // ---- leadership

    void lead(long term) {
        leadership.start(term);
    }

    /** Starts to expire sessions, as the new leader. */
    void promote() {
        applyUpTo(cluster.log().size());
        List<Command> atOnce = env.mutant().promoted(machine);
        tracker.promote();
        atOnce.forEach(command -> cluster.log().propose(this, new SimProposal(command, this, outcome -> {})));
    }

    void onHigherTerm(long term) {
        if (leadership.stopsBy(term)) {
            env.trace().record(this, "steps down, for there is a leader of term %d", term);
            demote();
        }
    }

    private void demote() {
        leadership.stop();
        tracker.demote();
        service.forgetWaits();
    }

    // ---- state

    public void setSlow(boolean slow) {
        this.slow = slow;
    }

    boolean isLeader() {
        return cluster.log().elections().isLeader(this);
    }

    /** True if it assumes that it leads, and has applied all entries of earlier leaders. */
    boolean leads() {
        return leadership.isReady();
    }

    /** The node to which it forwards. */
    Optional<SimReplica> otherLeader() {
        return leadership.isAssumed()
                ? Optional.empty()
                : Optional.ofNullable(cluster.log().elections().leader());
    }

    ExpiryTracker tracker() {
        return tracker;
    }

    public SimService service() {
        return service;
    }

    public StateSnapshot image() {
        return machine.image();
    }

    public int applied() {
        return applied;
    }

    public Host host() {
        return host;
    }

    @Override
    public String toString() {
        return host.toString();
    }
}
