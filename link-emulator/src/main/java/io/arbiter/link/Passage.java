package io.arbiter.link;

/** What a link does with what is sent over it. */
public enum Passage {
    /** Delivers after the link's delay. */
    OPEN,
    /** A black hole: delivers nothing, tells nobody, and keeps what it was given until it is healed. */
    CUT,
    /** Resets the connections that use it and every new one, as a firewall that rejects does. */
    REFUSED
}
