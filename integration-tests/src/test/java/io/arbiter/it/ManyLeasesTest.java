package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.HistoryCompactedException;
import io.arbiter.client.Lease;
import io.arbiter.client.Watch;
import io.arbiter.client.model.Consistency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand leases in one session, watched; and more events than the history keeps. */
class ManyLeasesTest {
    private static final int LEASES = 10_000;

    @TempDir
    Path directory;

    @Test
    void oneSessionHoldsTenThousandLeasesAndAWatcherSeesEachOnce() throws Exception {
        try (TestCluster cluster = TestCluster.started(directory, "");
                ArbiterClient client =
                        cluster.client("us-east").requestTimeout(PATIENCE).build()) {
            var events = new RecordedEvents();
            try (Watch watch = client.watch("many/", 1, events)) {
                List<Lease> leases = acquireAll(client);
                assertThat(leases.stream().mapToLong(Lease::token).distinct().count())
                        .isEqualTo(LEASES);
                assertThat(leases).allMatch(Lease::isOpen);
                long session = client.sessionId().orElseThrow();
                assertThat(client.admin().listSessions(Consistency.LINEARIZABLE))
                        .toIterable()
                        .anyMatch(s -> s.sessionId() == session && s.leases() == LEASES);

                // The watcher's server dies; the watch goes on elsewhere, without a gap and without a repeat.
                String leader = cluster.awaitLeader();
                cluster.server(leader).kill();
                cluster.awaitLeader();
                releaseAll(leases);
                await().atMost(PATIENCE).until(() -> events.ended.size() >= LEASES);
                assertThat(events.granted)
                        .hasSize(LEASES)
                        .doesNotHaveDuplicates()
                        .isSorted();
                assertThat(events.ended).hasSize(LEASES).doesNotHaveDuplicates();
                assertThat(watch.revision()).isPositive();
            }
            releaseAll(acquireAll(client));
            assertThatWatchFromTheBeginningIsCompacted(client);
        }
    }

    private static List<Lease> acquireAll(ArbiterClient client) throws Exception {
        List<CompletableFuture<Lease>> asked = IntStream.range(0, LEASES)
                .mapToObj(i -> client.acquireAsync("many/" + i, Duration.ZERO))
                .toList();
        var leases = new ArrayList<Lease>();
        for (CompletableFuture<Lease> one : asked) {
            leases.add(one.get());
        }
        return leases;
    }

    private static void releaseAll(List<Lease> leases) throws Exception {
        List<CompletableFuture<Void>> asked =
                leases.stream().map(Lease::releaseAsync).toList();
        for (CompletableFuture<Void> one : asked) {
            one.get();
        }
    }

    private static void assertThatWatchFromTheBeginningIsCompacted(ArbiterClient client) throws Exception {
        var events = new RecordedEvents();
        try (Watch watch = client.watch("many/", 1, events)) {
            await().atMost(PATIENCE).until(() -> !events.failures.isEmpty());
            assertThat(events.failures.get(0))
                    .isInstanceOfSatisfying(
                            HistoryCompactedException.class,
                            e -> assertThat(e.oldestRevision()).isGreaterThan(1));
            assertThat(watch.revision()).isZero();
        }
    }
}
