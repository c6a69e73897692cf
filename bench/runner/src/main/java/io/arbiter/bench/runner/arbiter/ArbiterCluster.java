package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.ServerCluster;
import io.arbiter.bench.peers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Three server processes of Arbiter. */
final class ArbiterCluster extends ServerCluster {
    private final NodeProbe probe = new NodeProbe();
    private final List<NodeFiles> nodes;

    ArbiterCluster(List<NodeFiles> nodes, Servers servers) {
        super("arbiter", servers);
        this.nodes = nodes;
    }

    @Override
    protected boolean serves(int node) {
        return probe.isReady(nodes.get(node));
    }

    @Override
    protected Optional<Integer> currentLeader() {
        return nodes.stream().filter(probe::leads).map(NodeFiles::node).findFirst();
    }

    /**
     * A leader that is told to stop hands the lead to whoever is up: with the third node stopped first, to the wanted
     * one. Both are started again.
     */
    @Override
    public boolean lead(int node) {
        try {
            for (int leader = leader(); leader != node; leader = leader()) {
                int third = NodeFiles.NODES - leader - node;
                stop(third);
                stop(leader);
                servers.restart(third);
                servers.restart(leader);
                awaitServing();
            }
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void stop(int node) {
        Process process = servers.processes().get(node);
        process.destroy();
        process.onExit().join();
    }

    @Override
    public Client connect(int from, List<Integer> to, Duration ttl) {
        return new ArbiterConnection(new Ways(nodes, from, to), Site.region(from), ttl);
    }

    @Override
    public Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl) {
        return Optional.of(ArbiterRenewals.open(new Ways(nodes, from, List.of(to)), Site.region(from), sessions, ttl));
    }
}
