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

/** S6: a node with an older configuration would give a disk that was replaced its vote back. */
class StoredConfigurationTest {
    private static final int SNAPSHOT_EVERY = 20;

    @TempDir
    private Path directory;

    @Test
    void anOlderOneIsNoticedOnceTheLogHasItNoMore() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, SNAPSHOT_EVERY).startAll()) {
            cluster.append(1);
            Path file = SingleLog.openSegment(cluster.directoryOf("n1")).resolveSibling("raft-meta.conf");
            byte[] older = Files.readAllBytes(file);
            cluster.stop("n1");
            cluster.start("n1");
            cluster.append(2 * SNAPSHOT_EVERY);
            long configured =
                    cluster.leader().membership().orElseThrow().voters().index();
            await().atMost(PATIENCE).until(() -> cluster.leader().snapshotIndex() >= configured);
            cluster.stop("n1");
            byte[] newest = Files.readAllBytes(file);
            assertThat(newest).isNotEqualTo(older);

            Files.write(file, older);
            assertRefused(cluster, "is as of entry");
            Files.write(file, new byte[] {1, 2, 3});
            assertRefused(cluster, "cannot be read");
            Files.delete(file);
            assertRefused(cluster, "is missing");
            Files.write(file, newest);
            cluster.start("n1");
            cluster.append(1);
        }
    }

    private static void assertRefused(LogCluster cluster, String why) {
        assertThatThrownBy(() -> cluster.start("n1")).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
            assertThat(e).hasMessageContaining("raft-meta.conf").hasMessageContaining(why);
        });
    }
}
