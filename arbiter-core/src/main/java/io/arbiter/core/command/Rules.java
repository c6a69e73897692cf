package io.arbiter.core.command;

/**
 * By which rules an entry is applied. The proposer writes them into the entry, so that every replica, and every later
 * release that reads the log again, decides as the one that applied it first.
 */
public enum Rules {
    /** Of entries that name none: a takeover goes by no failover and no lock-delay, and nothing confined counts. */
    FIRST,
    /**
     * A lease that its holder's successor does not inherit is followed as if it had expired; where failover is manual,
     * a successor in another region inherits nothing. What is confined counts as its last holder's.
     */
    SECOND;

    /** Of what is proposed now. */
    public static final Rules LATEST = SECOND;
}
