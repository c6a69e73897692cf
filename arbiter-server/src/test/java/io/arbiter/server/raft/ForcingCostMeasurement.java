package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.storage.Force;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What forcing directories, and files that the library does not force, costs an election and the install of a snapshot:
 * three logs on this disk, each round with it and without it in turn. No test, and not run as one: its name is not that
 * of one. {@code ./mvnw -pl arbiter-server -am test -Dtest=ForcingCostMeasurement
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
class ForcingCostMeasurement {
    private static final int ROUNDS = 15;
    /** Nine of them fill a segment: only closed segments are purged, and only what is purged needs a snapshot. */
    private static final byte[] LARGE = new byte[900_000];

    private static final int SNAPSHOT_EVERY = 200;

    private enum Mode {
        WITH,
        WITHOUT
    }

    private static final Pattern SEGMENT = Pattern.compile("log_(?:inprogress_)?(\\d+)(?:-\\d+)?");

    @TempDir
    private Path directory;

    private final AtomicLong forces = new AtomicLong();
    private volatile Mode mode = Mode.WITH;

    private void force(Path path) throws IOException {
        if (mode == Mode.WITH) {
            forces.incrementAndGet();
            Force.disk().force(path);
        }
    }

    private interface Round {
        /** Nanoseconds. */
        long play() throws Exception;
    }

    private void measure(String what, Round round) throws Exception {
        Map<Mode, List<Long>> micros = new EnumMap<>(Mode.class);
        List.of(Mode.values()).forEach(each -> micros.put(each, new ArrayList<>()));
        round.play();
        forces.set(0);
        for (int i = 0; i < 2 * ROUNDS; i++) {
            mode = Mode.values()[i % 2];
            micros.get(mode).add(round.play() / 1_000);
        }
        mode = Mode.WITH;
        Path report = Files.createDirectories(Path.of("target")).resolve("forcing-" + what + ".txt");
        Files.writeString(
                report,
                "%s: median %,d us with %.1f forces of all nodes together, %,d us without (%d rounds each)%n"
                        .formatted(
                                what,
                                median(micros.get(Mode.WITH)),
                                (double) forces.get() / ROUNDS,
                                median(micros.get(Mode.WITHOUT)),
                                ROUNDS));
        assertThat(report).isNotEmptyFile();
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private LogCluster cluster() throws Exception {
        var cluster = new LogCluster(directory, 3, SNAPSHOT_EVERY);
        List.of("n1", "n2", "n3").forEach(node -> cluster.disks.put(node, this::force));
        return cluster.startAll();
    }

    @Test
    void anElection() throws Exception {
        try (LogCluster cluster = cluster()) {
            measure("election", () -> {
                RatisLog leader = cluster.leader();
                long start = System.nanoTime();
                assertThat(leader.transferLeadership(Duration.ofSeconds(20))).isTrue();
                cluster.append(null);
                return System.nanoTime() - start;
            });
        }
    }

    @Test
    void theInstallOfASnapshot() throws Exception {
        try (LogCluster cluster = cluster()) {
            measure("install", () -> {
                String behind = cluster.followers().get(0);
                cluster.stop(behind);
                long last = Math.max(0, cluster.states.get(behind).advancedTo.get());
                Path led = cluster.directoryOf(cluster.nameOf(cluster.leader()));
                for (int i = 0; i < 12; i++) {
                    cluster.propose(LARGE);
                }
                await().atMost(PATIENCE).until(() -> {
                    cluster.append(SNAPSHOT_EVERY);
                    return firstIndex(led) > last;
                });
                long start = System.nanoTime();
                cluster.start(behind);
                long sent = cluster.append(null);
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(PATIENCE)
                        .until(() -> cluster.states.get(behind).advancedTo.get() >= sent);
                assertThat(cluster.states.get(behind).restores.get()).isPositive();
                return System.nanoTime() - start;
            });
        }
    }

    /** The first index that is left in a node's log. */
    private static long firstIndex(Path node) throws IOException {
        return LiveTree.files(node).stream()
                .map(file -> SEGMENT.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .mapToLong(segment -> Long.parseLong(segment.group(1)))
                .min()
                .orElseThrow();
    }
}
