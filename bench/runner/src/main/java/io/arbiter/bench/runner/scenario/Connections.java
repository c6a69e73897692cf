package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Connections that callers share, each caller always the same one. */
final class Connections implements AutoCloseable {
    /** The number that hundreds of callers share, as an application's threads do. */
    static final int FEW = 4;

    static final Duration TTL = Duration.ofSeconds(10);

    private final List<Client> clients = new ArrayList<>();

    private Connections() {}

    /** Each may use all nodes, and starts with the one at that place. */
    static Connections open(Cluster cluster, int from, int count) {
        return open(cluster, from, nodesFrom(from), count);
    }

    /** Each stays with the node at that place. */
    static Connections openPinned(Cluster cluster, int at, int count) {
        return open(cluster, at, List.of(at), count);
    }

    private static Connections open(Cluster cluster, int from, List<Integer> to, int count) {
        var connections = new Connections();
        for (int i = 0; i < count; i++) {
            connections.clients.add(cluster.connect(from, to, TTL));
        }
        return connections;
    }

    /** All nodes, that one first. */
    static List<Integer> nodesFrom(int first) {
        return IntStream.range(0, Place.NODES)
                .map(i -> (first + i) % Place.NODES)
                .boxed()
                .toList();
    }

    Client of(int caller) {
        return clients.get(caller % clients.size());
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }
}
