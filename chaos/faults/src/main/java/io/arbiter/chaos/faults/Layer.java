package io.arbiter.chaos.faults;

/**
 * What a fault acts upon. In a schedule faults of different layers overlap, those of one layer follow each other: so
 * that the end of one never undoes, or trips over, another.
 */
public enum Layer {
    /** What passes between places. */
    LINKS,
    /** Processes and their disks. */
    SERVERS,
    /** What a server takes for the time. */
    CLOCKS
}
