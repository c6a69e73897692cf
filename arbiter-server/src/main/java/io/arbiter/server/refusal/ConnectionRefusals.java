package io.arbiter.server.refusal;

/** Is told of every connection that ended without an identity. Must not block. Thread-safe. */
@FunctionalInterface
public interface ConnectionRefusals {
    /** Needs nothing. */
    ConnectionRefusals NONE = (port, from, why) -> {};

    /**
     * A connection ended before its first byte came: a probe perhaps, nothing that anyone was refused. On the Raft
     * port, before it had said which node it is, in time and before its place was needed.
     */
    default void silent(String port) {}

    /**
     * @param port the port of the node: client, raft or http
     * @param from the address of the machine, without its port; empty if it is not known
     * @param why for people
     */
    void refused(String port, String from, String why);
}
