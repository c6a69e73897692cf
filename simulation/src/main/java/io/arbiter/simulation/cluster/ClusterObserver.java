package io.arbiter.simulation.cluster;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.outcome.Outcome;

/** Receives what happens in the cluster, at the instant at which it happens. */
public interface ClusterObserver {
    /** A command was committed, and the oracle has applied it. */
    void committed(Command command, ApplyResult applied);

    /** A replica applied a committed proposal. */
    void applied(SimReplica replica, SimProposal proposal, Outcome outcome);

    void writeAccepted(String resource, long token);

    void writeRejected(String resource, long token);

    /** The cluster continues from a backup. */
    void restored();
}
