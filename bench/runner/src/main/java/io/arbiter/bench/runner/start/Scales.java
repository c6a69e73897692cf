package io.arbiter.bench.runner.start;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.runner.arbiter.ArbiterCluster;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.bench.runner.measure.Jcmd;
import io.arbiter.bench.runner.measure.Spell;
import io.arbiter.bench.runner.measure.Usage;
import io.arbiter.bench.runner.measure.Weight;
import io.arbiter.testsupport.servers.NodeProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Weighs servers, and their snapshots. */
final class Scales {
    private final NodeProbe probe = new NodeProbe();
    private final Jcmd jcmd = new Jcmd();
    private final ArbiterCluster cluster;
    private final List<NodeFiles> nodes;

    Scales(ArbiterCluster cluster, List<NodeFiles> nodes) throws IOException {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** Each server, in the order of the nodes. */
    List<Weight> weigh() throws IOException, InterruptedException {
        List<Weight> weights = new ArrayList<>();
        for (NodeFiles node : nodes) {
            Process server = cluster.servers().get(node.node());
            long resident = Usage.of(List.of(server)).residentBytes();
            jcmd.collect(server.pid());
            weights.add(new Weight(resident, NodeState.await(probe, node).heapBytes()));
        }
        return weights;
    }

    /** @param writings of snapshots, by server */
    List<ServerFigures> figures(List<Weight> empty, List<List<Spell>> writings)
            throws IOException, InterruptedException {
        int leader = cluster.leader();
        List<Weight> loaded = weigh();
        List<ServerFigures> figures = new ArrayList<>();
        for (NodeFiles node : nodes) {
            int i = node.node();
            figures.add(new ServerFigures(
                    Site.region(i),
                    i == leader,
                    empty.get(i),
                    loaded.get(i),
                    SnapshotFolder.of(node.data()).newestBytes().orElseThrow(),
                    ServerFigures.millis(writings.get(i))));
        }
        return figures;
    }
}
