package io.arbiter.simulation;

import io.arbiter.core.outcome.Outcome;

/** Replicas that applied the same entries came to the same outcomes, and in the end to the same state. */
final class AgreementCheck {
    private final World world;

    AgreementCheck(World world) {
        this.world = world;
    }

    void sameOutcome(SimReplica replica, Proposal proposal, Outcome outcome) {
        if (!outcome.equals(proposal.outcome)) {
            throw new Violation("replicas", "%s applied %s with %s, others with %s", replica, proposal.command, outcome,
                    proposal.outcome);
        }
    }

    void sameState() {
        for (SimReplica replica : world.replicas) {
            if (replica.applied() == world.log.size() && !replica.image().equals(world.oracle.image())) {
                throw new Violation("replicas", "%s differs from the log that it applied", replica);
            }
        }
    }
}
