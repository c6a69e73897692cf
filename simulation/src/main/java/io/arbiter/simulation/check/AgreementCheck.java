package io.arbiter.simulation.check;

import io.arbiter.core.outcome.Outcome;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimProposal;
import io.arbiter.simulation.cluster.SimReplica;

/** Replicas that applied the same entries have the same outcomes, and in the end the same state. */
public final class AgreementCheck {
    private final SimCluster cluster;

    AgreementCheck(SimCluster cluster) {
        this.cluster = cluster;
    }

    void sameOutcome(SimReplica replica, SimProposal proposal, Outcome outcome) {
        if (!outcome.equals(proposal.outcome())) {
            throw new ViolationException(
                    "replicas",
                    "%s applied %s with %s, others with %s",
                    replica,
                    proposal.command(),
                    outcome,
                    proposal.outcome());
        }
    }

    public void sameState() {
        for (SimReplica replica : cluster.replicas()) {
            if (replica.applied() == cluster.log().size()
                    && !replica.image().equals(cluster.oracle().image())) {
                throw new ViolationException("replicas", "%s differs from the log that it applied", replica);
            }
        }
    }
}
