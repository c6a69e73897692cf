package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Three server processes of Arbiter. */
final class ArbiterCluster implements Cluster {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long INTERVAL_MILLIS = 50;

    private final NodeProbe probe = new NodeProbe();
    private final Site site;
    private final List<ServerNode> nodes;

    private ArbiterCluster(Site site, List<ServerNode> nodes) {
        this.site = site;
        this.nodes = nodes;
    }

    static ArbiterCluster start(Site site, List<ServerNode> nodes) throws IOException {
        var cluster = new ArbiterCluster(site, nodes);
        try {
            for (ServerNode node : nodes) {
                node.start();
            }
            nodes.forEach(cluster::awaitReady);
            return cluster;
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private void awaitReady(ServerNode node) {
        await(node.files() + " to be ready", () -> {
            if (!node.process().isAlive()) {
                throw new IllegalStateException("the server of " + Site.region(node.files().node())
                        + " has ended; its log ends with:\n" + node.lastWords());
            }
            return probe.isReady(node.files());
        });
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + what, interrupted);
            }
        }
    }

    @Override
    public int leader() {
        await("a leader", () -> find(probe::leads).isPresent());
        return find(probe::leads).getAsInt();
    }

    private OptionalInt find(Predicate<NodeFiles> wanted) {
        return IntStream.range(0, nodes.size()).filter(node -> wanted.test(nodes.get(node).files())).findFirst();
    }

    @Override
    public boolean lead(int node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Process> servers() {
        return nodes.stream().map(ServerNode::process).toList();
    }

    @Override
    public void revive(int node) throws IOException {
        nodes.get(node).start();
        awaitReady(nodes.get(node));
    }

    @Override
    public Client connect(int from, List<Integer> to, Duration ttl) {
        return new ArbiterConnection(site, from, to, ttl);
    }

    @Override
    public Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        nodes.stream().filter(node -> node.process() != null).forEach(ServerNode::stop);
    }
}
