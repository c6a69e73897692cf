package io.arbiter.client.model;

/** The way in which a read is served. */
public enum Consistency {
    /** Reflects everything that was committed before the read arrived. Costs a round trip between the nodes. */
    LINEARIZABLE,
    /** The state that the answering node has applied, at once; the answer's revision says how far that is. */
    STALE
}
