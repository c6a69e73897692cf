package io.arbiter.bench.runner.start;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.Await;
import io.arbiter.bench.runner.arbiter.ArbiterCluster;
import io.arbiter.bench.runner.arbiter.ManyLeases;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.bench.runner.measure.Usage;
import io.arbiter.testsupport.servers.NodeProbe;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Ends servers and starts them again; each has to hold by itself what it held before. */
final class Restarts {
    /** Of the leases, whose tokens are read on each started server. */
    private static final int SAMPLE = 1_000;

    private final NodeProbe probe = new NodeProbe();
    private final ArbiterCluster cluster;
    private final List<NodeFiles> nodes;
    private final ManyLeases leases;

    Restarts(ArbiterCluster cluster, List<NodeFiles> nodes, ManyLeases leases) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.leases = leases;
    }

    /** Of a follower that ends on request. */
    Restart afterStop(int node) throws IOException {
        cluster.stop(node);
        return revive("SIGTERM", node);
    }

    /** Of a follower that ends without a chance to do anything. */
    Restart afterKill(int node) throws IOException {
        cluster.kill(node);
        cluster.servers().get(node).onExit().join();
        return revive("SIGKILL", node);
    }

    private Restart revive(String after, int node) throws IOException {
        NodeState before = leaderState();
        long launched = System.nanoTime();
        cluster.revive(node);
        long ready = System.nanoTime();
        awaitHolding(node, before);
        long holds = System.nanoTime();
        return new Restart(
                after,
                Site.region(node),
                millis(launched, ready),
                millis(launched, holds),
                before.leases(),
                resident(node));
    }

    /** Asks all to end, one after the other. @return what they held */
    NodeState stopAll() throws IOException {
        NodeState before = leaderState();
        IntStream.range(0, nodes.size()).forEach(cluster::stop);
        return before;
    }

    /** Of all at once, after {@link #stopAll}. */
    Restart ofAll(NodeState before) throws IOException {
        long launched = System.nanoTime();
        cluster.reviveAll();
        long ready = System.nanoTime();
        for (int node = 0; node < nodes.size(); node++) {
            awaitHolding(node, before);
        }
        long holds = System.nanoTime();
        return new Restart(
                "SIGTERM",
                Restart.ALL,
                millis(launched, ready),
                millis(launched, holds),
                before.leases(),
                IntStream.range(0, nodes.size()).mapToLong(this::resident).max().orElseThrow());
    }

    private void awaitHolding(int node, NodeState before) throws IOException {
        String region = Site.region(node);
        NodeState now = Await.answer(
                region + " to catch up",
                () -> NodeState.of(probe, nodes.get(node)).filter(state -> state.reaches(before)));
        if (now.leases() != before.leases()) {
            throw new IOException(
                    region + " holds " + now.leases() + " leases after its start, where there were " + before.leases());
        }
        int sample = Math.min(SAMPLE, leases.count());
        int shown = cluster.shown(node, leases, sample);
        if (shown != sample) {
            throw new IOException(region + " shows " + (sample - shown) + " of " + sample
                    + " leases without the token that they were granted with");
        }
    }

    private NodeState leaderState() throws IOException {
        return NodeState.await(probe, nodes.get(cluster.leader()));
    }

    private long resident(int node) {
        return Usage.of(List.of(cluster.servers().get(node))).residentBytes();
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
