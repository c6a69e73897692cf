package io.arbiter.link;

/** The links of a region that an isolation cuts, as seen from that region. */
public enum Direction {
    /** The region neither sends nor receives. */
    BOTH,
    /** The region receives nothing, but its own traffic arrives. */
    IN,
    /** The region receives everything, but none of its own traffic arrives. */
    OUT
}
