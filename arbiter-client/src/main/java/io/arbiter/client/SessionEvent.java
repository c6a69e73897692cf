package io.arbiter.client;

/**
 * Something happened to the client's session.
 *
 * @param kind what
 * @param sessionId which session; 0 if none is open
 * @param detail one sentence for people
 */
public record SessionEvent(Kind kind, long sessionId, String detail) {

    /** What happened. */
    public enum Kind {
        /** A session was opened. */
        OPENED,
        /** The holder's health check failed or stalled: nothing is renewed until it passes. */
        UNHEALTHY,
        /** The health check passes again. */
        HEALTHY,
        /** The session ended without our will; its leases are lost. The next acquire opens another. */
        LOST,
        /** The client closed it. */
        CLOSED
    }
}
