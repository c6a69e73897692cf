package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Connections that callers share, each caller always the same one. */
final class Connections implements AutoCloseable {
    static final Duration TTL = Duration.ofSeconds(10);
    private static final int NODES = 3;

    private final List<Client> clients = new ArrayList<>();

    /** From that place, to all nodes, the one there first. */
    static Connections open(Cluster cluster, int from, int count) {
        var connections = new Connections();
        List<Integer> to = IntStream.range(0, NODES).map(i -> (from + i) % NODES).boxed().toList();
        for (int i = 0; i < count; i++) {
            connections.clients.add(cluster.connect(from, to, TTL));
        }
        return connections;
    }

    Client of(int caller) {
        return clients.get(caller % clients.size());
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }
}
