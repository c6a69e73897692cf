package io.arbiter.link;

/** Treatment of traffic over a link. */
public enum Passage {
    /** Delivers after the link's delay. */
    OPEN,
    /** A black hole: delivers nothing, notifies nobody, and keeps all traffic until it is healed. */
    CUT,
    /** Resets the connections that use it and every new one, as a firewall that rejects does. */
    REFUSED
}
