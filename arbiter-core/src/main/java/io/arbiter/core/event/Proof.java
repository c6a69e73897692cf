package io.arbiter.core.event;

/** What a grant rests on. It speaks of the immediate predecessor only. */
public enum Proof {
    /** No earlier holder is remembered: never granted, or the last lease ended cleanly and was forgotten. */
    FIRST,
    /** The predecessor let go by itself. */
    RELEASED,
    /** The predecessor was silent for TTL * (1 + drift bound): its gate has closed by itself. */
    EXPIRED,
    /** The predecessor's gate is provably closed for another reason, e.g. its process is dead. */
    CONDEMNED,
    /** An operator broke the lease: the old gate may still be open, and only the guard protects the data. */
    BROKEN
}
