package io.arbiter.chaos.faults.spec;

/**
 * The part of the system that a fault acts upon. In a schedule faults of different layers overlap, those of one layer
 * follow each other, so that the end of one never undoes, or trips over, another.
 */
public enum Layer {
    /** Traffic between places. */
    LINKS,
    /** Processes and their disks. */
    SERVERS,
    /** A server's view of the time. */
    CLOCKS
}
