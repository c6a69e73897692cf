package io.arbiter.bench.runner.start;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.runner.arbiter.ArbiterCluster;
import io.arbiter.bench.runner.arbiter.ArbiterContestant;
import io.arbiter.bench.runner.arbiter.ManyLeases;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.bench.runner.measure.Weight;
import io.arbiter.bench.runner.report.Machine;
import io.arbiter.testsupport.html.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Three servers that receive very many leases, take snapshots of them, and are started on these. */
final class StartRun implements AutoCloseable {
    private final String measuredAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final StartPlan plan;
    private final String version;
    private final Site site;
    private final ArbiterCluster cluster;
    private final List<NodeFiles> nodes;
    private final Consumer<String> progress;
    private boolean closed;

    private StartRun(StartPlan plan, String version, Site site, ArbiterCluster cluster, Consumer<String> progress) {
        this.plan = plan;
        this.version = version;
        this.site = site;
        this.cluster = cluster;
        this.nodes = IntStream.range(0, NodeFiles.NODES)
                .mapToObj(node -> new NodeFiles(site, node))
                .toList();
        this.progress = progress;
    }

    /** Starts the servers. @param stored directory of their data: it decides which disk is used */
    static StartRun start(Path project, Path stored, StartPlan plan, Consumer<String> progress) throws IOException {
        var contestant = new ArbiterContestant(project, plan.keys(), plan.archived());
        if (contestant.missing().isPresent()) {
            throw new IOException(contestant.missing().get());
        }
        progress.accept("starting three servers");
        Site site = Site.local(stored);
        try {
            return new StartRun(plan, contestant.version(), site, contestant.start(site), progress);
        } catch (IOException | RuntimeException failed) {
            site.close();
            throw failed;
        }
    }

    StartFigures measure() throws IOException, InterruptedException {
        var scales = new Scales(cluster, nodes);
        List<Weight> empty = scales.weigh();
        long begun = System.nanoTime();
        ManyLeases leases = acquire();
        double perSecond = leases.count() / seconds(begun);
        try (Witness witness = Witness.enter(endpoints(), Site.region(0))) {
            SnapshotTrial trial = SnapshotTrial.run(plan, cluster, nodes, witness.client(), progress);
            List<ServerFigures> servers = scales.figures(empty, trial.writings());
            List<Restart> restarts = new ArrayList<>();
            long witnessMs = restart(new Restarts(cluster, nodes, leases), witness, restarts);
            return new StartFigures(
                    measuredAt,
                    version,
                    Machine.here(),
                    leases.count(),
                    plan.shape().perSession(),
                    plan.snapshotEvery(),
                    perSecond,
                    servers,
                    trial.cycles(),
                    restarts,
                    witnessMs);
        }
    }

    private ManyLeases acquire() throws IOException {
        say("acquiring %,d leases", plan.shape().leases());
        long begun = System.nanoTime();
        return cluster.acquire(
                cluster.leader(), plan.shape(), count -> say("%,4.0f s: %,d acquired", seconds(begun), count));
    }

    /** Time from the launch of all until a client had its answer, which it asks for when all hold all. */
    private long restart(Restarts restarts, Witness witness, List<Restart> done) throws IOException {
        int follower = (cluster.leader() + 1) % nodes.size();
        say("starting %s anew", Site.region(follower));
        done.add(restarts.afterStop(follower));
        done.add(restarts.afterKill(follower));
        say("starting all three anew");
        NodeState before = restarts.stopAll();
        long launched = System.nanoTime();
        done.add(restarts.ofAll(before));
        witness.testify();
        return (System.nanoTime() - launched) / 1_000_000;
    }

    private List<String> endpoints() {
        return nodes.stream()
                .map(node -> site.address(0, node.node(), site.ports()[1]))
                .toList();
    }

    private void say(String format, Object... values) {
        progress.accept(Format.of(format, values));
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try (site) {
                cluster.close();
            }
        }
    }
}
