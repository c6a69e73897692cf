package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.ServerCluster;
import io.arbiter.bench.peers.Servers;
import io.arbiter.testsupport.servers.NodeProbe;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.ChangeAuthRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Three server processes of Arbiter. */
public final class ArbiterCluster extends ServerCluster {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final NodeProbe probe;
    private final List<NodeFiles> nodes;
    private final Optional<Certificates> certificates;

    /** @param certificates none if it is not secured; closed with this */
    ArbiterCluster(List<NodeFiles> nodes, Optional<Certificates> certificates, Servers servers) {
        super("arbiter", servers);
        this.nodes = nodes;
        this.certificates = certificates;
        this.probe = certificates.map(Certificates::context).map(NodeProbe::new).orElseGet(NodeProbe::new);
    }

    @Override
    protected boolean serves(int node) throws InterruptedException {
        return probe.isReady(nodes.get(node).http());
    }

    @Override
    protected Optional<Integer> currentLeader() throws InterruptedException {
        for (NodeFiles node : nodes) {
            if (probe.leads(node.http())) {
                return Optional.of(node.node());
            }
        }
        return Optional.empty();
    }

    /**
     * A leader that is stopped transfers leadership to a running node: with the third node stopped first, to the wanted
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

    /** Ends the node as an operator would (SIGTERM), and waits for its end. */
    public void stop(int node) {
        Process process = servers.processes().get(node);
        process.destroy();
        process.onExit().join();
    }

    /** Starts all nodes again at once, on their stored data, after their ends, and waits until all serve again. */
    public void reviveAll() throws IOException {
        for (NodeFiles node : nodes) {
            servers.restart(node.node());
        }
        awaitServing();
    }

    /**
     * Acquires many leases at that node, for sessions that nobody renews.
     *
     * @param news receives, each few seconds, the number requested so far
     */
    public ManyLeases acquire(int node, ManyLeases.Shape shape, IntConsumer news) throws IOException {
        var ways = new Ways(nodes, certificates, node, List.of(node));
        try {
            return ManyLeases.acquire(ways, Site.region(node), shape, news);
        } finally {
            ways.cut();
        }
    }

    /** Makes the cluster's first key, with which it signs its grants from now on. */
    void beginToSign() {
        var request = ChangeAuthRequest.newBuilder().setComment("bench");
        request.getChangeBuilder().setRotateKey(AuthChange.RotateKey.getDefaultInstance());
        var ways = new Ways(nodes, certificates, 0, List.of(0));
        try {
            ArbiterGrpc.newBlockingStub(ways.open(ways.endpoints().get(0)))
                    .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .changeAuth(request.build());
        } finally {
            ways.cut();
        }
    }

    /** How many of a sample of the leases that node shows with their tokens, without asking any other node. */
    public int shown(int node, ManyLeases leases, int sample) {
        var ways = new Ways(nodes, certificates, node, List.of(node));
        try {
            return leases.shownBy(ways, sample);
        } finally {
            ways.cut();
        }
    }

    @Override
    public Client connect(int from, List<Integer> to, Duration ttl) {
        return new ArbiterConnection(new Ways(nodes, certificates, from, to), Site.region(from), ttl);
    }

    @Override
    public Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl) {
        return Optional.of(ArbiterRenewals.open(
                new Ways(nodes, certificates, from, List.of(to)), Site.region(from), sessions, ttl));
    }

    @Override
    public void close() {
        super.close();
        certificates.ifPresent(Certificates::close);
    }
}
