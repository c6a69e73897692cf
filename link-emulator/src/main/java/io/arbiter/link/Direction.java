package io.arbiter.link;

/** Which of a region's links an isolation cuts, seen from that region. */
public enum Direction {
    /** The region neither sends nor hears. */
    BOTH,
    /** The region hears nothing, but what it sends arrives. */
    IN,
    /** The region hears everything, but nothing that it sends arrives. */
    OUT
}
