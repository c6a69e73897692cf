package io.arbiter.client.model;

/** A node's part in the Raft group. */
public enum NodeRole {
    LEADER,
    FOLLOWER,
    /** It stands for election, or is about to. */
    CANDIDATE,
    /** It is being brought up to date, or waits to be admitted, and counts for no majority. */
    LEARNER,
    /** The node could not be reached, or a newer arbiter sends a role that this library does not know. */
    UNKNOWN
}
