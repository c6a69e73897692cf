package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S6: any loss of acknowledged entries is noticed. All single files and pairs: DamagedFilesTest. */
class MissingFilesTest {
    @TempDir
    private Path directory;

    /** People do this to a node that says that its open segment is damaged. */
    @Test
    void aFollowerWhoseOpenSegmentWasDeletedDoesNotVote() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 100_000).startAll()) {
            cluster.append(5);
            String follower = cluster.followers().get(0);
            cluster.awaitCount(follower, 5);
            cluster.stop(follower);
            Files.delete(SingleLog.openSegment(cluster.directoryOf(follower)));
            assertThatThrownBy(() -> cluster.start(follower)).isInstanceOfSatisfying(StartException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
                assertThat(e).hasMessageContaining("was acknowledged");
            });
        }
    }

    @Test
    void norDoesALeaderWithAnOlderCopyOfIt() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 100_000).startAll()) {
            cluster.append(20);
            cluster.stop("n1");
            Path segment = SingleLog.openSegment(directory);
            byte[] older = Files.readAllBytes(segment);
            cluster.start("n1");
            cluster.leader();
            cluster.append(20);
            cluster.stop("n1");
            assertThat(segment).as("a new term begins a new segment").doesNotExist();
            Path closed = SingleLog.closedSegment(directory);
            Files.write(closed, older, java.nio.file.StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(Files.size(closed)).isEqualTo(older.length);
            Path newer = SingleLog.openSegment(directory);
            Files.write(newer, java.util.Arrays.copyOf(Files.readAllBytes(newer), 120));
            assertThatThrownBy(() -> cluster.start("n1"))
                    .isInstanceOfSatisfying(
                            StartException.class,
                            e -> assertThat(e.exitCode()).isIn(ExitCode.MUST_NOT_VOTE, ExitCode.DATA_DAMAGED));
        }
    }

    /** A new leader may cut a follower's entries off: then their absence is no damage. */
    @Test
    void whatALeaderCutOffIsNotMissed() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 100_000).startAll()) {
            cluster.append(3);
            RatisLog leader = cluster.leader();
            String old = cluster.nameOf(leader);
            cluster.followers().forEach(cluster::stop);
            // Only in the old leader's log, and never acknowledged.
            for (int i = 0; i < 20; i++) {
                leader.append(new byte[] {9}, null);
            }
            await().atMost(PATIENCE).until(() -> !leader.leadership().isLeader());
            cluster.stop(old);
            for (String node : new String[] {"n1", "n2", "n3"}) {
                if (!node.equals(old)) {
                    cluster.start(node);
                }
            }
            cluster.append(5);
            cluster.start(old);
            cluster.awaitCount(old, 8);
            cluster.append(5);
            cluster.awaitCount(old, 13);
            cluster.stop(old);
            cluster.start(old);
            cluster.awaitCount(old, 13);
            assertThat(cluster.exits.get(old).codes).isEmpty();
        }
    }

    /** A leader that has just begun its term may have written nothing but its vote. */
    @Test
    void aNodeWithoutItsVoteDoesNotVote() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 100_000).startAll()) {
            cluster.append(1);
            cluster.stop("n1");
            Path meta = SingleLog.openSegment(directory).resolveSibling("raft-meta");
            String before = Files.readString(meta);
            Files.delete(meta);
            assertRefused(cluster);
            Files.writeString(meta, before.replaceAll("term=\\d+", "term=0"));
            assertRefused(cluster);
            Files.writeString(meta, before);
            cluster.start("n1");
            cluster.append(1);
        }
    }

    private static void assertRefused(LogCluster cluster) {
        assertThatThrownBy(() -> cluster.start("n1"))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE));
    }
}
