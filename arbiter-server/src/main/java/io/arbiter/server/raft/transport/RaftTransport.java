package io.arbiter.server.raft.transport;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;

/** Carries the messages between the logs of a cluster. Its {@code toString} names its address for people. */
@FunctionalInterface
public interface RaftTransport {
    /**
     * Registers itself in the settings that the library's server is built with. Called once per start, after every
     * other setting has been made.
     */
    void configure(RaftProperties properties, Parameters parameters);
}
