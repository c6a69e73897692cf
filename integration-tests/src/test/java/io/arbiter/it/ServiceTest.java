package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.AcquireTimeoutException;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.model.Consistency;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services of any node of a healthy cluster for its clients. */
class ServiceTest {
    @TempDir
    static Path directory;

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.started(directory, "");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aFollowerForwardsAndReadsWhatWasJustWritten() {
        String follower = cluster.follower();
        try (ArbiterClient atLeader = cluster.clientOf(cluster.awaitLeader()).build();
                ArbiterClient atFollower = cluster.clientOf(follower).build();
                Lease lease = atFollower.acquire("forwarded", PATIENCE)) {
            for (int i = 0; i < 50; i++) {
                byte[] value = ("value " + i).getBytes(StandardCharsets.UTF_8);
                lease.putRecord(value);
                assertThat(atFollower
                                .admin()
                                .getRecord("forwarded", Consistency.LINEARIZABLE)
                                .orElseThrow()
                                .value())
                        .isEqualTo(value);
                assertThat(atLeader.admin()
                                .getRecord("forwarded", Consistency.LINEARIZABLE)
                                .orElseThrow()
                                .value())
                        .isEqualTo(value);
            }
        }
    }

    /** False if a busy machine did not even put it into the queue. */
    private static boolean waitsInVain(ArbiterClient client, String resource) {
        try (Lease lease = client.acquire(resource, Duration.ofMillis(300))) {
            throw new AssertionError("granted: " + lease);
        } catch (AcquireTimeoutException waited) {
            return true;
        } catch (UnavailableException notAnswered) {
            return false;
        }
    }

    @Test
    void aWaitThatRunsOutOrIsCancelledLeavesTheQueue() {
        try (ArbiterClient holder = cluster.client("us-east").build();
                ArbiterClient waiter = cluster.client("us-west").build();
                Lease lease = holder.acquire("queued", PATIENCE)) {
            await().atMost(PATIENCE).until(() -> waitsInVain(waiter, "queued"));
            await().atMost(PATIENCE).until(() -> waiters(holder) == 0);

            var waiting = waiter.acquireAsync("queued", PATIENCE);
            await().atMost(PATIENCE).until(() -> waiters(holder) == 1);
            waiting.cancel(true);
            await().atMost(PATIENCE).until(() -> waiters(holder) == 0);
            assertThat(lease.isOpen()).isTrue();
        }
    }

    private static int waiters(ArbiterClient client) {
        return client.admin()
                .getLease("queued", Consistency.LINEARIZABLE)
                .waiters()
                .size();
    }

    @Test
    void aNodeTellsItsHealthAndMetrics() throws Exception {
        String node = cluster.follower();
        assertThat(get(node, "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(node, "/readyz").statusCode()).isEqualTo(200);
        assertThat(get(node, "/metrics").body())
                .contains("arbiter_raft_")
                .contains("jvm_")
                .contains("process_");
        assertThat(get(node, "/nothing").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(String node, String path) throws Exception {
        URI uri = URI.create("http://" + cluster.httpAddress(node) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
