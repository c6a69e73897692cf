package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaders come, go and come back. */
class ElectionTest {
    @TempDir
    private Path directory;

    private final AtomicLong numbers = new AtomicLong();
    private final List<Long> acknowledged = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void electsAndReplicates(int size) throws IOException {
        try (TestCluster cluster = new TestCluster(directory, size, 1)) {
            acknowledge(cluster);
            cluster.awaitAgreement(acknowledged);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aLeaderThatIsCutOffIsReplacedAndFollowsWhenItIsBack(int size) throws IOException {
        try (TestCluster cluster = new TestCluster(directory, size, 2)) {
            acknowledge(cluster);
            String old = cluster.awaitLeader();
            cluster.separate(List.of(old), cluster.idsBut(old));
            String successor = cluster.awaitLeader(cluster.idsBut(old));
            acknowledged.add(cluster.awaitAcknowledged(cluster.idsBut(old), numbers));
            await("the old leader steps down by itself")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> !cluster.division(old).getInfo().isLeader());
            cluster.network().heal();
            cluster.awaitAgreement(acknowledged);
            assertThat(successor).isNotEqualTo(old);
        }
    }

    @Test
    void aLeaderThatHearsNothingIsReplaced() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, 3)) {
            String old = cluster.awaitLeader();
            cluster.idsBut(old).forEach(other -> cluster.network().cut(other, old));
            acknowledged.add(cluster.awaitAcknowledged(cluster.idsBut(old), numbers));
            cluster.network().heal();
            cluster.awaitAgreement(acknowledged);
        }
    }

    @Test
    void aLeaderThatIsNotHeardIsReplaced() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, 4)) {
            String old = cluster.awaitLeader();
            cluster.idsBut(old).forEach(other -> cluster.network().cut(old, other));
            acknowledged.add(cluster.awaitAcknowledged(cluster.idsBut(old), numbers));
            cluster.network().heal();
            cluster.awaitAgreement(acknowledged);
        }
    }

    @Test
    void answersToAnEarlierLifeOfAServerAreIgnored() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, 5)) {
            for (int life = 0; life < 3; life++) {
                acknowledge(cluster);
                String leader = cluster.awaitLeader();
                cluster.stop(leader);
                acknowledged.add(cluster.awaitAcknowledged(cluster.idsBut(leader), numbers));
                cluster.start(leader);
                cluster.network().replay();
            }
            acknowledge(cluster);
            cluster.awaitAgreement(acknowledged);
        }
    }

    private void acknowledge(TestCluster cluster) {
        for (int i = 0; i < 10; i++) {
            acknowledged.add(cluster.awaitAcknowledged(cluster.ids(), numbers));
        }
    }
}
