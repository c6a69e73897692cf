package io.arbiter.server.raft;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;

/** What carries the messages between the logs of a cluster. Its {@code toString} says for people where it listens. */
@FunctionalInterface
public interface RaftTransport {
    /**
     * Names itself in what the library's server is built with. Called once per start, after every other setting has
     * been made.
     */
    void configure(RaftProperties properties, Parameters parameters);
}
