package io.arbiter.simulation;

import io.arbiter.core.machine.StateImage;
import io.arbiter.simulation.Coverage.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Raft as seen from above: one sequence of committed entries that only grows, at most one leader who can commit, and
 * others who still believe that they lead. What a leader collected but did not commit survives an election up to some
 * point, in order, or is lost; what a deposed leader proposes is always lost.
 *
 * <p>Entries are handed to the oracle at the instant of their commit, and reach each replica after its own lag.
 */
final class SimLog {
    private final World world;
    private final List<Entry> committed = new ArrayList<>();
    private final ArrayDeque<Entry> inFlight = new ArrayDeque<>();
    private final Elections elections;
    private StateImage base;
    private Entry open;

    SimLog(World world, StateImage genesis) {
        this.world = world;
        this.elections = new Elections(world, this);
        this.base = genesis;
    }

    Elections elections() {
        return elections;
    }

    /** Joins the batch that this replica collects as a leader; lost if it is deposed without knowing. */
    void propose(SimReplica proposer, Proposal proposal) {
        if (!elections.isLeader(proposer)) {
            world.coverage.count(Kind.PROPOSALS_OF_DEPOSED_LEADERS);
            return;
        }
        if (open == null) {
            open = new Entry(elections.term(), proposer.host().wallMillis());
            Entry mine = open;
            world.time.after(world.dice.between(0, Settings.BATCH), () -> seal(mine));
        }
        open.proposals.add(proposal);
    }

    private void seal(Entry entry) {
        if (entry == open) {
            open = null;
            inFlight.add(entry);
            schedule(entry);
        }
    }

    private void schedule(Entry entry) {
        long fsync = world.isCalm() ? world.dice.between(0, Settings.CALM_FSYNC)
                : world.dice.skewed(0, world.settings.slowestDisk());
        entry.commitAt = world.time.now() + 2 * world.network.delay() + fsync;
        world.time.after(entry.commitAt - world.time.now(), this::commitWhatIsDue);
    }

    /** In order: an entry waits for the one before. */
    private void commitWhatIsDue() {
        while (!inFlight.isEmpty() && inFlight.peek().commitAt <= world.time.now() && elections.leaderCanCommit()) {
            commit(inFlight.poll());
        }
    }

    private void commit(Entry entry) {
        committed.add(entry);
        entry.index = base.counters().appliedIndex() + committed.size();
        world.oracle.commit(entry);
        int upTo = committed.size();
        for (SimReplica replica : world.replicas) {
            replica.host().after(replica.lag(), () -> replica.learn(upTo));
        }
    }

    /** A new leader brings along what of the old one's uncommitted entries had reached it. */
    void changeLeader(boolean toAnother) {
        if (toAnother) {
            open = null;
            int surviving = world.dice.below(inFlight.size() + 1);
            while (inFlight.size() > surviving) {
                inFlight.removeLast();
                world.coverage.count(Kind.ENTRIES_LOST);
            }
        }
        inFlight.forEach(entry -> {
            world.coverage.count(Kind.ENTRIES_SURVIVED_ELECTION);
            schedule(entry);
        });
    }

    /** Connections or machines changed: maybe what was stuck can move. */
    void reconsider() {
        elections.reconsider();
        commitWhatIsDue();
        int upTo = committed.size();
        world.replicas.forEach(replica -> replica.host().after(replica.lag(), () -> replica.learn(upTo)));
    }

    /** Whether entries of earlier leaders are still on their way: a new leader is ready only after them. */
    boolean hasInheritance() {
        return !inFlight.isEmpty() && inFlight.peek().term < elections.term();
    }

    /** A new cluster begins with that state; nothing of the lost one's log remains. */
    void beginAnew(StateImage restored) {
        committed.clear();
        inFlight.clear();
        open = null;
        base = restored;
        elections.begin();
    }

    StateImage base() {
        return base;
    }

    int size() {
        return committed.size();
    }

    Entry get(int position) {
        return committed.get(position);
    }
}
