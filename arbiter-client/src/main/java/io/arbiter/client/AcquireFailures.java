package io.arbiter.client;

import java.util.Map;

/** Why an acquire ended without a lease, where this client knows it and not the arbiter. */
final class AcquireFailures {

    private AcquireFailures() {
    }

    static LeaseHeldException heldHere(HeldLease held) {
        return new LeaseHeldException("this client holds '" + held.resource() + "' already, with token "
                + held.token() + ": share that Lease object, or release it first", ArbiterException.LOCAL,
                Map.of("resource", held.resource(), "token", Long.toString(held.token()),
                        "holder_session_id", Long.toString(held.sessionId())), null);
    }

    static LeaseHeldException underWay(String resource) {
        return new LeaseHeldException("an acquire of '" + resource
                + "' is under way in this client: share its "
                + "result", ArbiterException.LOCAL, Map.of("resource", resource), null);
    }

    static AcquireTimeoutException timeout(String resource, Throwable last) {
        return new AcquireTimeoutException("'" + resource
                + "' was not granted within the wait; this client has "
                + "left the queue", ArbiterException.LOCAL, Map.of("resource", resource), last);
    }

    static UnavailableException unanswered(String resource, Throwable last) {
        String said = last == null ? "none" : last.getMessage();
        return new UnavailableException("the arbiter did not answer the acquire of '" + resource
                + "' in time, and "
                + "a grant that comes late is released; last answer: " + said
                + "; check the endpoints and that a "
                + "majority of the nodes runs", ArbiterException.LOCAL, Map.of("resource", resource), last);
    }
}
