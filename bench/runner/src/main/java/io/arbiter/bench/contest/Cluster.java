package io.arbiter.bench.contest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Three servers of one system that run as processes; nodes 0 to 2 stand for us-east, us-west and eu-central. */
public interface Cluster extends AutoCloseable {
    /** The present leader. Waits for one, for a minute at most. */
    int leader();

    /** Moves leadership to that node, or reports that the system has no means to. */
    boolean lead(int node);

    /** The servers' processes, for their use of processor and memory; a killed one keeps its place. */
    List<Process> servers();

    /** Kills the server of that node at once, as a power failure would, without waiting for its end. */
    default void kill(int node) {
        servers().get(node).destroyForcibly();
    }

    /** Starts the killed server on its stored data, and waits until it serves again. */
    void revive(int node) throws IOException;

    /**
     * Connects from the place of one node to the nodes given, which are reached over that place's links.
     *
     * @param from the place of the client
     * @param to the nodes that it may use, the preferred one first
     * @param ttl of its session
     */
    Client connect(int from, List<Integer> to, Duration ttl);

    /** Opens many sessions at one node; empty if the system has no renewal that a client could request. */
    Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl);

    /** Ends the servers. Their stored data goes with the site. */
    @Override
    void close();
}
