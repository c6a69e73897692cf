package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.Applied;
import io.arbiter.core.machine.DeadlineListener;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.State;
import io.arbiter.core.machine.StateImage;

/** The truth: the committed log, applied at the very instant of each commit. Nobody in the simulation sees it. */
final class Oracle {
    private final World world;
    private LeaseMachine machine = new LeaseMachine(World.LIMITS, new NoDeadlines());

    Oracle(World world) {
        this.world = world;
    }

    void commit(Entry entry) {
        for (Proposal proposal : entry.proposals) {
            Command command = world.mutant.atApply(proposal.command, machine.state());
            Applied applied = machine.apply(entry.index, entry.wallMillis, command);
            proposal.outcome = applied.outcome();
            world.trace.say("log", "%d: %s -> %s", entry.index, command, applied.outcome());
            world.checks.committed(proposal.command, applied);
        }
    }

    void restore(StateImage image) {
        machine = new LeaseMachine(World.LIMITS, new NoDeadlines());
        machine.restore(image);
    }

    State state() {
        return machine.state();
    }

    StateImage image() {
        return machine.image();
    }

    /** The oracle has no clock. */
    private static final class NoDeadlines implements DeadlineListener {
        @Override
        public void renewed(long session, long renewals, long silenceNanos) {
            // counted by the replicas
        }

        @Override
        public void sessionEnded(long session) {
            // counted by the replicas
        }

        @Override
        public void lockDelayStarted(String resource, long token, long delayNanos) {
            // counted by the replicas
        }

        @Override
        public void lockDelayEnded(String resource) {
            // counted by the replicas
        }

        @Override
        public void reset() {
            // nothing is kept
        }
    }
}
