package io.arbiter.client;

/**
 * A change of the client's session.
 *
 * @param kind the kind of change
 * @param sessionId the session; 0 if none is open
 * @param detail one sentence for people
 */
public record SessionEvent(Kind kind, long sessionId, String detail) {

    /** The kinds of changes. */
    public enum Kind {
        /** A session was opened. */
        OPENED,
        /** The holder's health check failed or stalled: nothing is renewed until it passes. */
        UNHEALTHY,
        /** The health check passes again. */
        HEALTHY,
        /** The session ended, not by this client; its leases are lost. The next acquire opens another. */
        LOST,
        /** The client closed it. */
        CLOSED
    }
}
