package io.arbiter.core.event;

/** The basis of a grant. It concerns the immediate predecessor only. */
public enum GrantBasis {
    /** No earlier holder is remembered: never granted, or the last lease ended cleanly and was forgotten. */
    FIRST,
    /** The predecessor released the lease by itself. */
    RELEASED,
    /** The predecessor was silent for TTL * (1 + drift bound): its gate has closed by itself. */
    EXPIRED,
    /** The predecessor's process is proved dead by its successor, so its gate is closed. */
    TAKEN_OVER,
    /** An operator broke the lease: the old gate may still be open, and only the guard protects the data. */
    BROKEN,
    /** A promotion condemned the lease, and TTL * (1 + drift bound) has passed since: its gate is closed. */
    CONDEMNED
}
