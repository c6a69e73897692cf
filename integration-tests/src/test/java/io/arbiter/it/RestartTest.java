package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.LeaseSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes die at once, under load, and come back by the same command. */
class RestartTest {
    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedGrantSurvivesKillingAllNodesUnderLoad() throws Exception {
        try (TestCluster cluster = TestCluster.started(directory, "");
                ArbiterClient client =
                        cluster.client("us-east").ttl(Duration.ofMinutes(10)).build()) {
            Map<String, Long> acknowledged = new ConcurrentHashMap<>();
            client.acquire("first", PATIENCE);
            var load = new Load(client, acknowledged);
            load.start();
            load.awaitGrants(500);
            TestCluster.REGIONS.parallelStream()
                    .forEach(node -> cluster.server(node).kill());
            load.stop();

            cluster.startAll();
            cluster.awaitLeader();
            load.awaitEnd();
            Map<String, Long> found = leases(client);
            assertThat(found).containsAllEntriesOf(acknowledged);
            long highest = acknowledged.values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
            try (Lease next = client.acquire("after the restart", PATIENCE)) {
                assertThat(next.token()).isGreaterThan(highest);
            }
        }
    }

    private static Map<String, Long> leases(ArbiterClient client) {
        var found = new TreeMap<String, Long>();
        Iterator<LeaseSummary> rows = client.admin().listLeases("", Consistency.LINEARIZABLE);
        rows.forEachRemaining(
                row -> found.put(row.grant().resource(), row.grant().token()));
        return found;
    }

    /** Sixteen threads acquire one resource after the other until they are stopped. */
    private static final class Load {
        private static final int THREADS = 16;
        private final ArbiterClient client;
        private final Map<String, Long> acknowledged;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CountDownLatch done = new CountDownLatch(THREADS);

        Load(ArbiterClient client, Map<String, Long> acknowledged) {
            this.client = client;
            this.acknowledged = acknowledged;
        }

        void start() {
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                new Thread(() -> run(thread), "load-" + i).start();
            }
        }

        private void run(int thread) {
            try {
                for (int n = 0; !stopped.get(); n++) {
                    String resource = "load/" + thread + "/" + n;
                    acknowledged.put(
                            resource,
                            client.acquireAsync(resource, Duration.ZERO).get().token());
                }
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(ArbiterException.class);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                done.countDown();
            }
        }

        void awaitGrants(int count) {
            org.awaitility.Awaitility.await().until(() -> acknowledged.size() >= count);
        }

        /** No thread starts another; calls in flight end once a node answers again. */
        void stop() {
            stopped.set(true);
        }

        void awaitEnd() throws InterruptedException {
            done.await();
        }
    }
}
