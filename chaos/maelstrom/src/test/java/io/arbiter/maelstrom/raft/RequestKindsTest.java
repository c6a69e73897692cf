package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests that elections and replication do not use. */
class RequestKindsTest {
    @TempDir
    private Path directory;

    private final AtomicLong numbers = new AtomicLong();

    @Test
    void aFollowerAsksTheLeaderForTheIndexOfARead() throws Exception {
        try (TestCluster cluster = new TestCluster(
                directory,
                3,
                21,
                properties -> RaftServerConfigKeys.Read.setOption(
                        properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE))) {
            String leader = cluster.awaitLeader();
            cluster.awaitAcknowledged(cluster.ids(), numbers);
            RaftClientReply reply = cluster.submit(
                            cluster.idsBut(leader).get(0), Ledger.command(0), RaftClientRequest.readRequestType())
                    .get(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reply.isSuccess()).isTrue();
            assertThat(reply.getMessage().getContent().toStringUtf8())
                    .isEqualTo("" + cluster.ledger(leader).numbers().size());
        }
    }

    @Test
    void aReadFailsIfTheLeaderDoesNotAnswer() throws Exception {
        try (TestCluster cluster = new TestCluster(
                directory,
                3,
                22,
                properties -> RaftServerConfigKeys.Read.setOption(
                        properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE))) {
            String leader = cluster.awaitLeader();
            cluster.network().lose(message -> message.kind().equals("read_index"));
            var reply = cluster.submit(
                    cluster.idsBut(leader).get(0), Ledger.command(0), RaftClientRequest.readRequestType());
            await("an answer or a failure").atMost(TestCluster.PATIENCE).until(reply::isDone);
            assertThat(reply).isCompletedExceptionally();
        }
    }

    @Test
    void aLeaderHandsOver() throws IOException, ExecutionException, InterruptedException {
        try (TestCluster cluster = new TestCluster(directory, 3, 23)) {
            String leader = cluster.awaitLeader();
            cluster.awaitAcknowledged(cluster.ids(), numbers);
            String successor = cluster.idsBut(leader).get(1);
            cluster.transfer(leader, successor);
            await("the chosen successor leads")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> cluster.awaitLeader().equals(successor));
            cluster.awaitAcknowledged(cluster.ids(), numbers);
        }
    }
}
