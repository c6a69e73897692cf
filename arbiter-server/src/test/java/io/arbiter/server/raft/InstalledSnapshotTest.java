package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.files.LiveTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledSnapshotTest {
    /** Nine of them fill a segment of the local profile: only closed segments are purged. */
    private static final byte[] LARGE = new byte[900_000];

    @TempDir
    private Path directory;

    @Test
    void aPowerCutAfterASnapshotWasInstalledTakesNothing() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 1_000).startAll()) {
            String behind = cluster.followers().get(0);
            cluster.append(1);
            cluster.awaitCount(behind, 1);
            cluster.stop(behind);
            for (int i = 0; i < 20; i++) {
                cluster.propose(LARGE);
            }
            cluster.append(1_300);
            RatisLog leader = cluster.leader();
            await().atMost(PATIENCE).until(() -> !hasFirstSegment(cluster.directoryOf(cluster.nameOf(leader))));
            var disk = new NamesOnDisk(cluster.directoryOf(behind), directory.resolve("disk"));
            cluster.disks.put(behind, disk);
            cluster.start(behind);
            cluster.awaitCount(behind, 1_321);
            assertThat(cluster.states.get(behind).restores.get()).isPositive();
            cluster.stop(behind);

            disk.cutPower();

            cluster.start(behind);
            cluster.awaitCount(behind, 1_321);
            assertThat(cluster.exits.get(behind).codes).isEmpty();
        }
    }

    private static boolean hasFirstSegment(Path directory) throws Exception {
        return LiveTree.files(directory).stream()
                .anyMatch(file -> file.getFileName().toString().matches("log_0-.*"));
    }
}
