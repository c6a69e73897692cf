package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import java.util.function.Consumer;

/** One command on its way through the log, and the caller that waits for its outcome at the proposing replica. */
final class Proposal {
    final Command command;
    private final SimReplica proposer;
    private final long proposersLife;
    private final Consumer<Outcome> caller;
    /** Set at commit: every replica must come to the same. */
    Outcome outcome;

    Proposal(Command command, SimReplica proposer, Consumer<Outcome> caller) {
        this.command = command;
        this.proposer = proposer;
        this.proposersLife = proposer.host().life();
        this.caller = caller;
    }

    void appliedAt(SimReplica replica) {
        if (replica == proposer && replica.host().life() == proposersLife) {
            caller.accept(outcome);
        }
    }
}
