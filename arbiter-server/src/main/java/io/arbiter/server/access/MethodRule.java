package io.arbiter.server.access;

/** What a method takes that is no call by itself. */
public enum MethodRule {
    /** As each call in the stream. */
    EACH_CALL,
    /** The permission to watch something that is asked for; events are filtered, and a change of rights ends it. */
    WATCH,
    /** A role, whichever; or the certificate of a node. */
    BOUND,
    /** The certificate of a node of this cluster. */
    NODES,
    /** Whoever can connect. */
    ANYONE
}
