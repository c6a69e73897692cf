package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;

/** What a repeated command may differ in: the documented exceptions of rule 9. */
final class Repeats {
    private Repeats() {
    }

    /** A renewal's only effect is that it was heard, and hearing it twice does no harm. */
    static boolean countsAsSignOfLife(Command command) {
        return command instanceof Command.RenewSession;
    }

    /**
     * A leader's own proposals are not requests: nobody waits for their answers. A repeated cancel answers that there
     * was nothing left to cancel.
     */
    static boolean findsItsAnswer(Command command) {
        return !(command instanceof Command.ExpireSession || command instanceof Command.EndLockDelay
                || command instanceof Command.CancelWait);
    }

    /** An opening may end whatever belongs to an even earlier process of the same client: that one is dead. */
    static boolean provesDead(Command command, SessionSpec holder) {
        return command instanceof Command.OpenSession open && open.spec().clientId().equals(holder.clientId())
                && holder.generation() > 0 && holder.generation() < open.spec().generation();
    }
}
