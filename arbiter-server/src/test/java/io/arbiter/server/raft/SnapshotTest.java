package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final int EVERY = 100;
    /** Nine of them fill a segment of the local profile: only closed segments are purged. */
    private static final byte[] LARGE = new byte[900_000];

    @TempDir
    private Path directory;

    @Test
    void aFollowerBehindThePurgedLogGetsTheSnapshot() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, EVERY).startAll()) {
            String behind = cluster.followers().get(0);
            cluster.append(1);
            cluster.awaitCount(behind, 1);
            cluster.stop(behind);
            for (int i = 0; i < 30; i++) {
                cluster.propose(LARGE);
            }
            cluster.append(1_200);
            RatisLog leader = cluster.leader();
            await().atMost(PATIENCE).until(() -> !hasFirstSegment(cluster.directoryOf(cluster.nameOf(leader))));

            cluster.start(behind);

            cluster.awaitCount(behind, 1_231);
            assertThat(cluster.states.get(behind).restores.get()).isPositive();
            assertThat(cluster.logs.get(behind).snapshotIndex()).isGreaterThan(1_000);
            cluster.append(null);
            cluster.awaitCount(behind, 1_232);
            cluster.exits.values().forEach(exit -> assertThat(exit.codes).isEmpty());

            cluster.stop(behind);
            cluster.start(behind);
            cluster.awaitCount(behind, 1_232);
        }
    }

    private static boolean hasFirstSegment(Path directory) throws IOException {
        return LiveTree.files(directory).stream()
                .anyMatch(file -> file.getFileName().toString().matches("log_0-.*"));
    }

    private static Path newestSnapshot(Path directory) throws IOException {
        return LiveTree.files(directory).stream()
                .filter(file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+"))
                .max((a, b) -> Long.compare(index(a), index(b)))
                .orElseThrow();
    }

    private static long index(Path snapshot) {
        return Long.parseLong(snapshot.getFileName().toString().replaceAll(".*_", ""));
    }

    @Test
    void aRestartReadsTheSnapshotAndTheRestOfTheLog() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, EVERY).startAll()) {
            cluster.append(350);
            await().atMost(PATIENCE).until(() -> cluster.leader().snapshotIndex() >= 300);
            cluster.stop("n1");

            cluster.start("n1");

            cluster.awaitCount("n1", 350);
            assertThat(cluster.states.get("n1").restores.get()).isEqualTo(1);
            // The entries after the snapshot may have made the next one due.
            await().atMost(PATIENCE).until(() -> !hasPartial(directory));
        }
    }

    @Test
    void aDamagedSnapshotIsNotLoaded() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, EVERY).startAll()) {
            cluster.append(250);
            await().atMost(PATIENCE).until(() -> cluster.leader().snapshotIndex() >= 200);
            cluster.stop("n1");
            Path newest = newestSnapshot(directory);
            byte[] bytes = Files.readAllBytes(newest);
            bytes[3] ^= 1;
            Files.write(newest, bytes);

            assertThatThrownBy(() -> cluster.start("n1")).isInstanceOfSatisfying(StartException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED);
                assertThat(e)
                        .hasMessageContaining(newest.getFileName().toString())
                        .hasMessageContaining("MD5");
            });
        }
    }

    /** The library calls a directory that it cannot read an empty one, and the node would start from nothing. */
    @Test
    void anUnreadableSnapshotIsNotTakenForNone() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, EVERY).startAll()) {
            cluster.append(250);
            await().atMost(PATIENCE).until(() -> cluster.leader().snapshotIndex() >= 200);
            cluster.stop("n1");
            Path newest = newestSnapshot(directory);
            Path digest = newest.resolveSibling(newest.getFileName() + ".md5");
            Files.delete(digest);
            Files.createDirectory(digest);

            assertThatThrownBy(() -> cluster.start("n1")).isInstanceOfSatisfying(StartException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED);
                assertThat(e).hasMessageContaining("cannot be read");
            });
        }
    }

    @Test
    void entriesAreAppliedWhileASnapshotIsWrittenAndTheLogIsKeptUntilItIsThere() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, EVERY).startAll()) {
            RatisLog log = cluster.leader();
            cluster.states.get("n1").snapshotGate.acquire();
            for (int i = 0; i < 30; i++) {
                log.append(LARGE, null).join();
            }
            cluster.append(270);
            cluster.awaitCount("n1", 300);
            assertThat(log.snapshotIndex())
                    .as("none is there while it is being written")
                    .isEqualTo(-1);
            assertThat(hasFirstSegment(directory)).isTrue();

            cluster.states.get("n1").snapshotGate.release();
            await().atMost(PATIENCE).until(() -> log.snapshotIndex() >= 0);
            assertThat(log.snapshotIndex()).as("the state of its beginning").isLessThan(200);
            await().atMost(PATIENCE).until(() -> {
                cluster.append(EVERY);
                return !hasFirstSegment(directory);
            });
            long applied = cluster.states.get("n1").count.get();
            cluster.stop("n1");
            cluster.start("n1");
            cluster.awaitCount("n1", applied);
            assertThat(cluster.states.get("n1").restores.get()).isEqualTo(1);
        }
    }

    @Test
    void aSnapshotThatAClosingInterruptsLeavesNothingBehind() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, EVERY).startAll()) {
            CounterState state = cluster.states.get("n1");
            state.snapshotGate.acquire();
            cluster.append(250);
            await().atMost(PATIENCE).until(() -> hasPartial(directory));
            var closing = new Thread(() -> cluster.stop("n1"));
            closing.start();
            state.snapshotGate.release();
            closing.join();
            assertThat(state.closedSnapshots.get()).isEqualTo(1);
            assertThat(hasPartial(directory)).isFalse();
            cluster.start("n1");
            cluster.awaitCount("n1", 250);
        }
    }

    private static boolean hasPartial(Path directory) throws IOException {
        return LiveTree.files(directory).stream()
                .anyMatch(file -> file.toString().endsWith(".partial"));
    }

    @Test
    void aFailedSnapshotIsTriedAgainLaterAndTheLogGoesOn() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, EVERY).startAll()) {
            cluster.leader();
            cluster.states.get("n1").snapshotFailure = new IOException("No space left on device");
            cluster.append(250);

            assertThat(cluster.leader().snapshotIndex()).isEqualTo(-1);
            assertThat(cluster.exits.get("n1").codes).isEmpty();
        }
    }
}
