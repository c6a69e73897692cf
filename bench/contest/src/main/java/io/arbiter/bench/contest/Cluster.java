package io.arbiter.bench.contest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Three servers of one system that run as processes, node 0 to 2 standing for us-east, us-west and eu-central. */
public interface Cluster extends AutoCloseable {
    /** The node that leads now. Waits for one, for a minute at most. */
    int leader();

    /** Moves the lead to that node, or says that the system has no means to. */
    boolean lead(int node);

    /** The servers' processes, for their use of processor and memory; one that was killed is in its place still. */
    List<Process> servers();

    /** Ends the server of that node at once, as a power failure would, without waiting for its end. */
    default void kill(int node) {
        servers().get(node).destroyForcibly();
    }

    /** Starts the server that was killed, on what it had stored, and waits until it serves again. */
    void revive(int node) throws IOException;

    /**
     * Connects from the place of one node to the nodes given, which are reached over that place's links.
     *
     * @param from where the client stands
     * @param to the nodes that it may use, the preferred one first
     * @param ttl of its session
     */
    Client connect(int from, List<Integer> to, Duration ttl);

    /** Opens many sessions at one node; empty if the system has no renewal that a client could ask for. */
    Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl);

    /** Ends the servers. What they stored goes with the site. */
    @Override
    void close();
}
