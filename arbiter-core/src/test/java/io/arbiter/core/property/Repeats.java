package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;

/** The differences allowed to a repeated command: the documented exceptions of rule 9. */
final class Repeats {
    private Repeats() {}

    /** A renewal's only effect is a sign of life, and two of them do no harm. */
    static boolean countsAsSignOfLife(Command command) {
        return command instanceof Command.RenewSession;
    }

    /**
     * A leader's own proposals are not requests: nobody waits for their answers. A repeated cancel answers that nothing
     * was left to cancel.
     */
    static boolean findsItsAnswer(Command command) {
        return !(command instanceof Command.ExpireSession
                || command instanceof Command.EndLockDelay
                || command instanceof Command.EndPeriod
                || command instanceof Command.CancelWait);
    }

    /** An opening may end everything of an even earlier process of the same client, because that process is dead. */
    static boolean provesDead(Command command, SessionSpec holder) {
        return command instanceof Command.OpenSession open
                && open.spec().clientId().equals(holder.clientId())
                && holder.generation() > 0
                && holder.generation() < open.spec().generation();
    }
}
