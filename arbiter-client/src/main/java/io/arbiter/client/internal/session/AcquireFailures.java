package io.arbiter.client.internal.session;

import io.arbiter.client.AcquireTimeoutException;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.LeaseHeldException;
import io.arbiter.client.RefusedException;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.internal.lease.HeldLease;
import java.util.Map;

/** The failures of acquires that this client, not the arbiter, determines. */
final class AcquireFailures {

    private AcquireFailures() {}

    static LeaseHeldException heldHere(HeldLease held) {
        return new LeaseHeldException(
                "this client holds '" + held.resource() + "' already, with token " + held.token()
                        + ": share that Lease object, or release it first",
                ArbiterException.LOCAL,
                Map.of(
                        "resource",
                        held.resource(),
                        "token",
                        Long.toString(held.token()),
                        "holder_session_id",
                        Long.toString(held.sessionId())),
                null);
    }

    static LeaseHeldException underWay(String resource) {
        return new LeaseHeldException(
                "an acquire of '" + resource + "' is under way in this client: share its " + "result",
                ArbiterException.LOCAL,
                Map.of("resource", resource),
                null);
    }

    static AcquireTimeoutException timeout(String resource, Throwable last) {
        return new AcquireTimeoutException(
                "'" + resource + "' was not granted within the wait; this client has " + "left the queue",
                ArbiterException.LOCAL,
                Map.of("resource", resource),
                last);
    }

    /** The holder does not work: nothing is requested. */
    static RefusedException unhealthy(String wrong) {
        return new RefusedException(
                "no lease is asked for while the holder's health check does not pass: " + wrong
                        + "; mend that, then acquire again",
                ArbiterException.LOCAL,
                Map.of(),
                null);
    }

    /** @param standing the state of the nodes */
    static UnavailableException unanswered(String resource, Throwable last, String standing) {
        String said = last == null ? standing : last.getMessage();
        return new UnavailableException(
                "the acquire of '" + resource + "' was not answered in time: no majority of the"
                        + " nodes, or no way to them; a grant that comes late is released; " + said
                        + "; check the endpoints, and that a majority of the nodes runs and is connected",
                ArbiterException.LOCAL,
                Map.of("resource", resource),
                last);
    }
}
