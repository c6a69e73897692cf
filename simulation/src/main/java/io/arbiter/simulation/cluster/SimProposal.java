package io.arbiter.simulation.cluster;

import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import java.util.function.Consumer;

/** One proposed command, and the caller that waits for its outcome at the proposing replica. */
public final class SimProposal {
    private final Command command;
    private final SimReplica proposer;
    private final long proposersLife;
    private final Consumer<Outcome> caller;
    private Outcome outcome;

    SimProposal(Command command, SimReplica proposer, Consumer<Outcome> caller) {
        this.command = command;
        this.proposer = proposer;
        this.proposersLife = proposer.host().life();
        this.caller = caller;
    }

    public Command command() {
        return command;
    }

    /** Sets the outcome at commit; every replica must reach the same one. */
    void decide(Outcome decided) {
        outcome = decided;
    }

    public Outcome outcome() {
        return outcome;
    }

    void appliedAt(SimReplica replica) {
        if (replica == proposer && replica.host().life() == proposersLife) {
            caller.accept(outcome);
        }
    }
}
