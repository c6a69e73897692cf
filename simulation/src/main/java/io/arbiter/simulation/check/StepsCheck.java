package io.arbiter.simulation.check;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.outcome.Outcome;
import java.util.TreeSet;

/** Several steps in one commit: all of them, or none. Here they release all that they acquire. */
final class StepsCheck {

    void applied(Command command, ApplyResult applied) {
        if (!(command instanceof Command.CommitSteps commit)) {
            return;
        }
        var granted = new TreeSet<Long>();
        for (Event event : applied.events()) {
            if (event.change() instanceof Event.LeaseGranted grant
                    && grant.lease().session() == commit.session()) {
                granted.add(grant.lease().token());
            } else if (event.change() instanceof Event.LeaseEnded end) {
                granted.remove(end.token());
            }
        }
        if (!granted.isEmpty()) {
            throw new ViolationException("steps", "%s left tokens %s held", commit, granted);
        }
        if (applied.outcome() instanceof Outcome.StepsCommitted committed) {
            complete(commit, committed);
        } else if (!applied.events().isEmpty()) {
            throw new ViolationException("steps", "%s was refused, and did %s", commit, applied.events());
        }
    }

    private static void complete(Command.CommitSteps commit, Outcome.StepsCommitted committed) {
        int results = committed.answer().results().size();
        if (results != commit.steps().size()) {
            throw new ViolationException("steps", "%s was carried out, but for %d steps alone", commit, results);
        }
    }
}
