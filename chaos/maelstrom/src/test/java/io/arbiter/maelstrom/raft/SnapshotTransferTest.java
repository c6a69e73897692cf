package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A follower that was away until the log it lacks was purged gets a snapshot, in many messages. */
class SnapshotTransferTest {
    private static final int NUMBERS = 600;
    private static final int CHUNK_BYTES = 256; // the snapshot has 8 bytes a number: some 19 chunks

    private enum Sky {
        FAIR(TestNetwork.Weather.FAIR),
        DOUBLE(TestNetwork.Weather.DOUBLE),
        FOUL(TestNetwork.Weather.FOUL);

        private final TestNetwork.Weather weather;

        Sky(TestNetwork.Weather weather) {
            this.weather = weather;
        }
    }

    @TempDir
    private Path directory;

    private final AtomicLong numbers = new AtomicLong();
    private final List<Long> acknowledged = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void bringsAFollowerUpToDate(Sky sky) throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, 7, SnapshotTransferTest::manySmallSnapshots)) {
            String leader = cluster.awaitLeader();
            String away = cluster.idsBut(leader).get(0);
            cluster.separate(List.of(away), cluster.idsBut(away));
            while (acknowledged.size() < NUMBERS) {
                acknowledged.add(cluster.awaitAcknowledged(cluster.idsBut(away), numbers));
            }
            await("a purged log")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> cluster.division(cluster.awaitLeader(cluster.idsBut(away)))
                                    .getRaftLog()
                                    .getStartIndex()
                            > NUMBERS / 2);
            cluster.network().weather(sky.weather);
            cluster.network().heal();
            cluster.awaitAgreement(acknowledged);
            assertThat(cluster.ledger(away).restored()).isGreaterThan(NUMBERS / 2);
            acknowledged.add(cluster.awaitAcknowledged(cluster.ids(), numbers));
            cluster.awaitAgreement(acknowledged);
        }
    }

    private static void manySmallSnapshots(RaftProperties properties) {
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, 50);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("2KB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("2KB"));
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf(CHUNK_BYTES));
    }
}
