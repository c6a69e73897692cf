package io.arbiter.bench.runner.start;

import io.arbiter.bench.peers.Await;
import io.arbiter.bench.runner.arbiter.ArbiterCluster;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.bench.runner.measure.Jcmd;
import io.arbiter.bench.runner.measure.Safepoints;
import io.arbiter.bench.runner.measure.Spell;
import io.arbiter.client.ArbiterClient;
import io.arbiter.testsupport.html.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Snapshots of everything while a client goes on.
 *
 * @param writings of snapshots, by server
 * @param cycles of the client
 */
record SnapshotTrial(List<List<Spell>> writings, Hold.Both cycles) {
    private static final long LOOK_SECONDS = 1;
    private static final long NEWS_LOOKS = 5;

    /**
     * Ends when each server has taken the snapshots of the plan, or when the patience is over.
     *
     * @throws IOException if a server has taken none by then
     */
    static SnapshotTrial run(
            StartPlan plan,
            ArbiterCluster cluster,
            List<NodeFiles> nodes,
            ArbiterClient client,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Path> logs = logSafepoints(cluster, nodes);
        List<SnapshotFolder> folders = new ArrayList<>();
        for (NodeFiles node : nodes) {
            folders.add(SnapshotFolder.of(node.data()));
        }
        try (Beat beat = Beat.start(client, plan.beat())) {
            TimeUnit.NANOSECONDS.sleep(plan.heating().toNanos());
            awaitNoWriting(folders);
            long begin = System.nanoTime();
            try (SnapshotWatch watch = SnapshotWatch.start(folders)) {
                await(plan, watch, beat, progress);
                var trial = new Spell(begin, System.nanoTime());
                return SnapshotTrial.of(watch, trial.those(beat.end()), trial.those(stops(logs)), plan.beat());
            }
        }
    }

    private static SnapshotTrial of(SnapshotWatch watch, List<Spell> cycles, List<Spell> stops, Duration pace)
            throws IOException, InterruptedException {
        List<List<Spell>> whole = watch.spells();
        List<Spell> all = watch.end().stream().flatMap(List::stream).toList();
        return new SnapshotTrial(whole, Hold.Both.of(cycles, stops, all, pace));
    }

    /** A snapshot that started before is of unknown length. */
    private static void awaitNoWriting(List<SnapshotFolder> folders) throws IOException {
        Await.answer("the servers to finish their snapshots", () -> {
            for (SnapshotFolder folder : folders) {
                if (folder.isWriting()) {
                    return Optional.empty();
                }
            }
            return Optional.of(folders);
        });
    }

    private static List<Path> logSafepoints(ArbiterCluster cluster, List<NodeFiles> nodes)
            throws IOException, InterruptedException {
        var jcmd = new Jcmd();
        List<Path> logs = new ArrayList<>();
        for (NodeFiles node : nodes) {
            Path log = node.site().directory(node.node()).resolve("safepoints");
            jcmd.logSafepoints(cluster.servers().get(node.node()).pid(), log);
            logs.add(log);
        }
        return logs;
    }

    private static void await(StartPlan plan, SnapshotWatch watch, Beat beat, Consumer<String> progress)
            throws IOException, InterruptedException {
        long looks = plan.patience().toSeconds() / LOOK_SECONDS;
        for (long look = 0; look < looks && fewest(watch) < plan.snapshots(); look++) {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
            beat.check();
            if (look % NEWS_LOOKS == 0) {
                progress.accept(Format.of(
                        "%,4d s: snapshots taken: %s",
                        look * LOOK_SECONDS,
                        watch.spells().stream().map(List::size).toList()));
            }
        }
        if (fewest(watch) == 0) {
            throw new IOException("not every server has taken a snapshot in "
                    + plan.patience().toSeconds() + " s: take them more often, by --snapshot-every");
        }
    }

    private static int fewest(SnapshotWatch watch) throws IOException {
        return watch.spells().stream().mapToInt(List::size).min().orElse(0);
    }

    private static List<Spell> stops(List<Path> logs) throws IOException {
        List<Spell> stops = new ArrayList<>();
        for (Path log : logs) {
            stops.addAll(Safepoints.read(log));
        }
        return stops;
    }
}
