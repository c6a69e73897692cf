package io.arbiter.bench.contest;

import io.arbiter.testsupport.servers.Geography;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The places of a cluster's three nodes. Each node listens on an address of its own. From the place of any other node
 * it is reached at an address that leads over the link between the two (with no delay on localhost). The addresses
 * belong to this site alone, so that every port of {@link #ports} is free on them.
 *
 * <p>Systems want the same list of members on every node. There a node goes by its {@link #name}. {@link #hosts} gives
 * the address of a name at each place: by {@code -Djdk.net.hosts.file} to a JVM, by {@link HostsView} to any other
 * program.
 */
public interface Site extends AutoCloseable {
    /** {@code us-east}, {@code us-west} or {@code eu-central}. */
    static String region(int node) {
        return Geography.NAMES.get(node);
    }

    /** The directory of node {@code node} for its data and logs; empty at first, deleted by {@link #close}. */
    Path directory(int node);

    /** The address that node {@code node} listens on, at any port that {@link #ports} names. */
    String host(int node);

    /** The address at which a process at {@code from} reaches {@code port} of node {@code to}: {@code host:port}. */
    String address(int from, int to, int port);

    /** The name of that node for every node: an address if it is the same from everywhere, else a name. */
    String name(int node);

    /** The hosts file that resolves the names for a process at {@code from}; empty if names are addresses. */
    Optional<Path> hosts(int from);

    /** The ports that the links carry: the system's first, second and third. */
    int[] ports();

    /** Ends the links and deletes the directories; call it after the servers have ended. */
    @Override
    void close();
}
