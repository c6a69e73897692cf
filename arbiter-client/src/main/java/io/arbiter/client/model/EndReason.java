package io.arbiter.client.model;

/** The reason why a lease or a session ended. */
public enum EndReason {
    /** Its holder released it. */
    RELEASED,
    /** The session was silent for too long. */
    EXPIRED,
    /** An operator ended it. */
    BROKEN,
    /** Its holder handed it to a session that waited. */
    TRANSFERRED,
    /** The client's next process took it over. */
    TAKEN_OVER,
    /** A promotion condemned it, and its gate is provably closed. */
    CONDEMNED,
    /** A newer arbiter sends a reason that this library does not know. */
    UNKNOWN
}
