package io.arbiter.server.access;

/** What a method takes that is no call by itself. */
public enum MethodRule {
    /** As each call in the stream. */
    EACH_CALL,
    /** The permission to watch something that is asked for; events are filtered, and a change of rights ends it. */
    WATCH,
    /** The permission to take the whole state out. */
    SNAPSHOT,
    /** The certificate of a node of this cluster. */
    NODES,
    /**
     * Whoever can connect. Of the state it tells no more than the HTTP port does, and whoever lacks a role must be able
     * to find out.
     */
    ANYONE,
    /** Whoever reaches the port, also without a certificate: it tells no more than that the process lives. */
    STRANGERS
}
