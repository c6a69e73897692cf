package io.arbiter.chaos.cluster;

import io.arbiter.chaos.cluster.holder.Observer;
import io.arbiter.chaos.cluster.verdict.Evidence;
import io.arbiter.chaos.faults.FaultPlayer;
import io.arbiter.chaos.faults.FaultSchedule;
import io.arbiter.chaos.servers.Incident;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.chaos.servers.UnhealthyException;
import io.arbiter.client.model.Grant;
import io.arbiter.testsupport.process.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * One seed on a healthy stage: a safety phase in which anything may fail, then heal, then a liveness phase in which
 * holders die on purpose and all other clients must get their leases.
 */
final class SeedRun {
    private final ClusterOptions options;
    private final Stage stage;
    private final long seed;
    private final String run;
    private final Path directory;
    private final List<String> stuck = new ArrayList<>();

    /** @param directory for the tapes; made new */
    SeedRun(ClusterOptions options, Stage stage, long seed, Path directory) {
        this.options = options;
        this.stage = stage;
        this.seed = seed;
        this.run = "seed-" + seed;
        this.directory = directory;
    }

    /** Plays it, and gathers the evidence. */
    Evidence play() throws IOException, InterruptedException, SQLException {
        int incidents = stage.regions().incidents().size();
        Files.createDirectories(directory);
        Path observed = directory.resolve("observer.jsonl");
        long origin = System.nanoTime();
        List<Grant> grants = List.of();
        List<String> misfires;
        try (var observer = new Observer(observed, stage.servers(), 0)) {
            var notes = new FaultNotes(observer);
            try {
                long before = observer.revision();
                safety(observer, notes);
                heal(observer);
                observer.note("phase", Map.of("name", "liveness"));
                stage.holders().tell(Regions.NAMES, "drain", options.patience());
                new LivenessPhase(options, stage, run, Death.draw(seed)).play(observer);
                grants = observer.grants(run + "/", before + 1, options.patience());
            } catch (ExecutionException | TimeoutException | UnhealthyException | RuntimeException late) {
                stuck.add(late.getMessage());
            }
            observer.note("phase", Map.of("name", "end"));
            misfires = List.copyOf(notes.failures());
        }
        List<Path> tapes = new ArrayList<>(stage.holders().tapes());
        tapes.add(observed);
        return new Evidence(
                Merge.of(tapes, origin),
                stage.postgres().rows(run + "/"),
                grants,
                stuck,
                stage.regions().incidents().stream()
                        .skip(incidents)
                        .map(Incident::toString)
                        .toList(),
                misfires);
    }

    private void safety(Observer observer, FaultNotes notes)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        observer.note("phase", Map.of("name", "safety"));
        Holders.await(stage.holders().begin(directory, run, seed), "begin", options.patience());
        Set<String> kinds = Nemeses.serverKinds(options.kinds());
        List<CompletableFuture<Void>> players = List.of(
                played(() -> new FaultPlayer(stage.regions(), notes)
                        .play(FaultSchedule.draw(seed, kinds, options.safety()))),
                played(() -> new FaultPlayer(stage.regions(), notes)
                        .play(
                                HolderSchedule.draw(seed, options.kinds(), options.safety())
                                        .faults(stage.regions(), stage.holders()),
                                Duration.ZERO)));
        Holders.await(players, "the faults", options.safety().multipliedBy(2).plus(options.patience()));
    }

    /** Plays a schedule. */
    private interface Player {
        void play() throws InterruptedException;
    }

    private static CompletableFuture<Void> played(Player player) {
        var done = new CompletableFuture<Void>();
        Daemon.start("faults", () -> {
            try {
                player.play();
                done.complete(null);
            } catch (InterruptedException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    private void heal(Observer observer) throws IOException, InterruptedException, UnhealthyException {
        observer.note("phase", Map.of("name", "heal"));
        stage.regions().heal();
        stage.holders().heal();
        stage.regions().awaitHealthy(options.patience());
    }
}
