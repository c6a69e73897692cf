package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two of three nodes are away; the third alone has the newest entry, so it has to lead when one returns. Over the
 * library's own transport, whose connect backoff grows to two minutes, that took half a minute after a long outage. The
 * outage is short here; with -Darbiter.test.outage-seconds=75 it is the one of docs/testing.
 */
class OutageTest {
    private static final Logger LOG = LoggerFactory.getLogger(OutageTest.class);
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("arbiter.test.outage-seconds", 8));

    @TempDir
    private Path directory;

    @Test
    void aLeaderIsElectedSoonAfterALongOutageOfTwoNodes() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            // The library lets no node be elected by the vote of an empty log.
            cluster.append(1);
            cluster.followers().forEach(node -> cluster.awaitCount(node, 1));
            String away = cluster.followers().get(0);
            cluster.stop(away);
            cluster.append(5);
            String newest = cluster.followers().get(0);
            cluster.awaitCount(newest, 6);
            cluster.stop(cluster.nameOf(cluster.leader()));
            RatisLog alone = cluster.logs.get(newest);
            long start = System.nanoTime();
            await().atMost(OUTAGE.plus(PATIENCE)).until(() -> System.nanoTime() - start > OUTAGE.toNanos());

            cluster.start(away);
            long returned = System.nanoTime();

            await().atMost(PATIENCE).until(() -> alone.leadership().ready());
            LOG.info("leader {} ms after the return", (System.nanoTime() - returned) / 1_000_000);
            cluster.append(null);
            cluster.awaitCount(away, 7);
        }
    }
}
