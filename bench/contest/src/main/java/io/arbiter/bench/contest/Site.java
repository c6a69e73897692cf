package io.arbiter.bench.contest;

import java.nio.file.Path;

/**
 * Where the three nodes of a cluster stand. Each listens on an address of its own and is reached, from the place of any
 * other node, at an address that leads there over the link between the two (with no delay on localhost).
 */
public interface Site {
    /** A directory for what node {@code node} stores; empty at first. */
    Path directory(int node);

    /** The host that node {@code node} listens on, at any port that {@link #ports} names. */
    String host(int node);

    /** Where a process that stands at {@code from} reaches {@code port} of node {@code to}: {@code host:port}. */
    String address(int from, int to, int port);

    /** The ports that the links carry: the system's first, second and third. */
    int[] ports();
}
