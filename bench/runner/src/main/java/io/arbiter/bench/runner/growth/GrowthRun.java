package io.arbiter.bench.runner.growth;

import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.runner.Entrant;
import io.arbiter.bench.runner.arbiter.ArbiterContestant;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.bench.runner.measure.Jcmd;
import io.arbiter.bench.runner.report.Machine;
import io.arbiter.testsupport.html.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Three servers under a steady load of renewals, and the observations of them. */
final class GrowthRun implements AutoCloseable {
    private final String measuredAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final GrowthPlan plan;
    private final Entrant arbiter;
    private final Consumer<String> progress;
    private boolean closed;

    private GrowthRun(GrowthPlan plan, Entrant arbiter, Consumer<String> progress) {
        this.plan = plan;
        this.arbiter = arbiter;
        this.progress = progress;
    }

    /** Starts the servers. @param stored directory of their data: it decides which disk is used */
    static GrowthRun start(Path project, Path stored, GrowthPlan plan, Consumer<String> progress) throws IOException {
        var contestant = new ArbiterContestant(project, plan.keys(), false);
        if (contestant.missing().isPresent()) {
            throw new IOException(contestant.missing().get());
        }
        return new GrowthRun(plan, Entrant.start(contestant, Site.local(stored)), progress);
    }

    Growth measure() throws IOException, InterruptedException {
        List<Watch> watches = watches();
        int leader = arbiter.cluster().leader();
        progress.accept("opening " + plan.sessions() + " sessions");
        Renewals renewals = arbiter.cluster()
                .renewals(leader, leader, plan.sessions(), plan.ttl())
                .orElseThrow();
        double answeredPerSecond;
        try (Pacer pacer = Pacer.start(renewals, plan.renewalsPerSecond())) {
            long start = System.nanoTime();
            watch(watches, pacer, start);
            answeredPerSecond = pacer.answered() / seconds(start);
        }
        renewals.close();
        List<ServerGrowth> servers = watches.stream()
                .map(watch -> ServerGrowth.of(watch.region(), watch.samples()))
                .toList();
        return new Growth(
                measuredAt,
                arbiter.contestant().version(),
                Machine.here(),
                watches.get(0).last().atSeconds(),
                plan.sessions(),
                answeredPerSecond,
                plan.snapshotEvery().orElse(null),
                servers);
    }

    private List<Watch> watches() throws IOException {
        var jcmd = new Jcmd();
        List<Watch> watches = new ArrayList<>();
        for (int node = 0; node < NodeFiles.NODES; node++) {
            watches.add(new Watch(
                    new NodeFiles(arbiter.site(), node),
                    arbiter.cluster().servers().get(node),
                    jcmd));
        }
        return watches;
    }

    private void watch(List<Watch> watches, Pacer pacer, long start) throws IOException, InterruptedException {
        long looks = plan.length().dividedBy(plan.interval());
        long looksPerCollection = plan.collections().dividedBy(plan.interval());
        for (long look = 0; look <= looks; look++) {
            long due = start + look * plan.interval().toNanos();
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            pacer.check();
            boolean collect = look % looksPerCollection == 0 || look == looks;
            for (Watch watch : watches) {
                watch.sample(collect, () -> seconds(start));
            }
            if (collect) {
                progress.accept(
                        Format.of("%,6.0f s: %,d renewals, %s", seconds(start), pacer.answered(), seen(watches)));
            }
        }
    }

    private static String seen(List<Watch> watches) {
        return String.join(
                ", ",
                watches.stream()
                        .map(Watch::last)
                        .map(sample -> Format.of(
                                "%.1f MiB on disk and %.1f in the heap",
                                sample.dataBytes() / GrowthTable.MIB, sample.heapBytes() / GrowthTable.MIB))
                        .toList());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            arbiter.close();
        }
    }
}
