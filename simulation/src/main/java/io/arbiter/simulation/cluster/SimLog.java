package io.arbiter.simulation.cluster;

import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * An abstract Raft: one sequence of committed entries that only grows, at most one leader that can commit, and others
 * that still assume that they lead. Entries that a leader did not commit survive an election up to some point, in
 * order, or are lost; proposals of a deposed leader are always lost.
 *
 * <p>Entries are handed to the oracle at the instant of their commit, and reach each replica after its own lag.
 */
public final class SimLog {
    private final Env env;
    private final SimCluster cluster;
    private final List<SimEntry> committed = new ArrayList<>();
    private final ArrayDeque<SimEntry> inFlight = new ArrayDeque<>();
    private final Elections elections;
    private StateSnapshot base;
    private SimEntry open;

    SimLog(Env env, SimCluster cluster, StateSnapshot genesis) {
        this.env = env;
        this.cluster = cluster;
        this.elections = new Elections(env, cluster, this);
        this.base = genesis;
    }

    public Elections elections() {
        return elections;
    }

    /** Adds a proposal to the leader's batch, or drops it if the proposer has been deposed without knowing. */
    void propose(SimReplica proposer, SimProposal proposal) {
        if (!elections.isLeader(proposer)) {
            env.coverage().count(Kind.PROPOSALS_OF_DEPOSED_LEADERS);
            return;
        }
        if (open == null) {
            open = new SimEntry(elections.term(), proposer.host().wallMillis());
            SimEntry mine = open;
            env.time().after(env.random().between(0, RunSettings.BATCH), () -> seal(mine));
        }
        open.proposals.add(proposal);
    }

    private void seal(SimEntry entry) {
        if (entry == open) {
            open = null;
            inFlight.add(entry);
            schedule(entry);
        }
    }

    private void schedule(SimEntry entry) {
        long fsync = env.isHealed()
                ? env.random().between(0, RunSettings.HEALED_FSYNC)
                : env.random().skewed(0, env.settings().slowestDisk());
        entry.commitAt = env.time().now() + 2 * cluster.network().delay() + fsync;
        env.time().after(entry.commitAt - env.time().now(), this::commitWhatIsDue);
    }

    /** Commits in order: an entry waits for the one before. */
    private void commitWhatIsDue() {
        while (!inFlight.isEmpty() && inFlight.peek().commitAt <= env.time().now() && elections.leaderCanCommit()) {
            commit(inFlight.poll());
        }
    }

    private void commit(SimEntry entry) {
        committed.add(entry);
        entry.index = base.counters().appliedIndex() + committed.size();
        cluster.oracle().commit(entry);
        int upTo = committed.size();
        for (SimReplica replica : cluster.replicas()) {
            replica.host().after(replica.lag(), () -> replica.onCommitted(upTo));
        }
    }

    /** A new leader keeps those uncommitted entries of the old one that had reached it. */
    void changeLeader(boolean toAnother) {
        if (toAnother) {
            open = null;
            int surviving = env.random().below(inFlight.size() + 1);
            while (inFlight.size() > surviving) {
                inFlight.removeLast();
                env.coverage().count(Kind.ENTRIES_LOST);
            }
        }
        inFlight.forEach(entry -> {
            env.coverage().count(Kind.ENTRIES_SURVIVED_ELECTION);
            schedule(entry);
        });
    }

    /** Connections or machines changed, so entries that were stuck may be committed. */
    public void reconsider() {
        elections.reconsider();
        commitWhatIsDue();
        int upTo = committed.size();
        cluster.replicas().forEach(replica -> replica.host().after(replica.lag(), () -> replica.onCommitted(upTo)));
    }

    /** True if entries of earlier leaders are in flight; a new leader is ready only after them. */
    boolean hasInheritance() {
        return !inFlight.isEmpty() && inFlight.peek().term < elections.term();
    }

    /** Starts a new cluster from that state, without the lost one's log. */
    void restore(StateSnapshot restored) {
        committed.clear();
        inFlight.clear();
        open = null;
        base = restored;
        elections.start();
    }

    StateSnapshot base() {
        return base;
    }

    public int size() {
        return committed.size();
    }

    SimEntry get(int position) {
        return committed.get(position);
    }
}
