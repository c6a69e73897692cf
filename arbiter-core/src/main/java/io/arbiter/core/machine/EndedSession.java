package io.arbiter.core.machine;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.event.EndReason;

/**
 * The end of a session, remembered for a while so that its client learns the reason, and its opening is not repeated.
 *
 * @param leasesEnded the number of leases that ended with it: the answer that a repeated request finds again (S5)
 */
public record EndedSession(
        long session, Principal owner, String clientId, String incarnation, EndReason reason, int leasesEnded) {

    /** As {@link io.arbiter.core.command.SessionSpec#client}. */
    String client() {
        return owner.identity() + '\n' + clientId;
    }

    /** The end of a session that still has its leases. */
    static EndedSession of(Session session, EndReason reason) {
        return new EndedSession(
                session.id(),
                session.spec().owner(),
                session.spec().clientId(),
                session.spec().incarnation(),
                reason,
                session.leases().size());
    }
}
