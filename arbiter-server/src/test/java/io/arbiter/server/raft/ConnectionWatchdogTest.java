package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ConnectionWatchdogTest {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatchdogTest.class);
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("arbiter.test.outage-seconds", 8));

    @TempDir
    private Path directory;

    @Test
    void reconnectsOnlyWhenALeaderIsMissingTwiceInARow() {
        AtomicBoolean leaderKnown = new AtomicBoolean(true);
        AtomicInteger reconnects = new AtomicInteger();
        try (ConnectionWatchdog watchdog = new ConnectionWatchdog(leaderKnown::get, reconnects::incrementAndGet)) {
            watchdog.look();
            leaderKnown.set(false);
            watchdog.look();
            assertThat(reconnects).hasValue(0);
            watchdog.look();
            watchdog.look();
            assertThat(reconnects).hasValue(2);
            leaderKnown.set(true);
            watchdog.look();
            assertThat(reconnects).hasValue(2);
        }
    }

    @Test
    void outlivesAFailureToReconnect() {
        try (ConnectionWatchdog watchdog = new ConnectionWatchdog(() -> false, () -> {
            throw new IllegalStateException("closed");
        })) {
            watchdog.look();
            watchdog.look();
            watchdog.look();
            assertThat(watchdog.reconnects()).isEqualTo(2);
        }
    }

    /**
     * Two of three nodes are away; the third alone has the newest entry, so it has to lead when one returns. The
     * outage is short here; with -Darbiter.test.outage-seconds=75 it is the one of docs/testing.
     */
    @Test
    void aLeaderIsElectedSoonAfterALongOutageOfTwoNodes() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            String away = cluster.followers().get(0);
            cluster.stop(away);
            cluster.append(5);
            String newest = cluster.followers().get(0);
            cluster.awaitCount(newest, 5);
            cluster.stop(cluster.nameOf(cluster.leader()));
            RatisLog alone = cluster.logs.get(newest);
            long start = System.nanoTime();
            await().atMost(OUTAGE.plus(PATIENCE)).until(() -> System.nanoTime() - start > OUTAGE.toNanos());
            long reconnects = alone.reconnects();

            cluster.start(away);
            long returned = System.nanoTime();

            await().atMost(PATIENCE).until(() -> alone.leadership().ready());
            LOG.info("leader {} ms after the return, {} reconnects before it, {} in all",
                    (System.nanoTime() - returned) / 1_000_000, reconnects, alone.reconnects());
            assertThat(reconnects).isPositive();
            cluster.append(null);
            cluster.awaitCount(away, 6);
        }
    }
}
