package io.arbiter.simulation.cluster;

import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.DeadlineListener;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.State;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.promotion.Period;
import io.arbiter.simulation.time.Env;
import java.util.List;

/** Applies the committed log at the instant of each commit. Only checks and faults read this true state. */
public final class Oracle {
    private final Env env;
    private final SimCluster cluster;
    private LeaseMachine machine = new LeaseMachine(SimCluster.LIMITS, new NoDeadlines());

    Oracle(Env env, SimCluster cluster) {
        this.env = env;
        this.cluster = cluster;
    }

    void commit(SimEntry entry) {
        for (SimProposal proposal : entry.proposals) {
            ApplyResult applied = env.mutant().apply(machine, entry.index, entry.wallMillis, proposal.command());
            proposal.decide(applied.outcome());
            env.trace().record("log", "%d: %s -> %s", entry.index, proposal.command(), applied.outcome());
            cluster.notifyObservers(observer -> observer.committed(proposal.command(), applied));
        }
    }

    void restore(StateSnapshot image) {
        machine = new LeaseMachine(SimCluster.LIMITS, new NoDeadlines());
        machine.restore(image);
    }

    public State state() {
        return machine.state();
    }

    public StateSnapshot image() {
        return machine.image();
    }

    /** Ignores deadlines, because the oracle has no clock. */
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
        public void periods(String resource, List<Period> running) {
            // counted by the replicas
        }

        @Override
        public void reset() {
            // nothing is kept
        }
    }
}
