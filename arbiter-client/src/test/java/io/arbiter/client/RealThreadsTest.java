package io.arbiter.client;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.fake.FakeCluster;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client as users build it: its own threads, a real connection over loopback. */
class RealThreadsTest {
    private final StallingClock clock = new StallingClock();
    private final FakeCluster cluster = new FakeCluster();
    private Server server;
    private ArbiterClient client;

    @BeforeEach
    void start() throws Exception {
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(cluster.node(1))
                .directExecutor()
                .build()
                .start();
        client = client(Duration.ofSeconds(1), PATIENCE);
    }

    private ArbiterClient client(Duration ttl, Duration requestTimeout) {
        return ArbiterClient.builder()
                .endpoints("127.0.0.1:" + server.getPort())
                .region("us-east")
                .ttl(ttl)
                .requestTimeout(requestTimeout)
                .clock(clock)
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
        cluster.close();
    }

    @Test
    void holdsALeaseOverManyRenewals() {
        Lease lease = client.acquire("orders", PATIENCE);
        await().until(() -> cluster.state.renewals >= 5 && lease.isOpen());
        assertThat(lease.putRecord(new byte[] {1})).isEqualTo(1);
        lease.close();
        assertThat(cluster.state.leases).isEmpty();
    }

    /**
     * No renewal comes in between: a renewal that times out on a busy machine cancels the connection and all its
     * calls.
     */
    @Test
    void manyCallsGoOutInFewMessages() {
        client.close();
        client = client(Duration.ofHours(1), PATIENCE);
        Lease lease = client.acquire("orders", PATIENCE);
        clock.stall();
        List<CompletableFuture<Void>> calls = IntStream.range(0, 5_000)
                .mapToObj(i -> client.asyncAdmin()
                        .release("r" + i, lease.sessionId(), 7)
                        .handle((done, failure) -> {
                            assertThat(failure).isInstanceOf(StaleLeaseException.class);
                            return (Void) null;
                        }))
                .toList();
        int before = cluster.node(1).messages;
        clock.goOn();
        calls.forEach(CompletableFuture::join);
        assertThat(cluster.node(1).messages - before).isLessThan(500);
    }

    /** A listener that blocks, even on calls of the client itself, delays no renewal. */
    @Test
    void aSlowListenerDelaysNoRenewal() {
        Lease lease = client.acquire("orders", PATIENCE);
        Lease lost = client.acquire("lost", PATIENCE);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Long> heard = new CopyOnWriteArrayList<>();
        lost.addListener(change -> {
            lost.release();
            awaitQuietly(goOn);
            heard.add(change.lease().token());
        });
        lost.release();
        int before = cluster.state.renewals;
        await().until(() -> cluster.state.renewals >= before + 5 && lease.isOpen());
        assertThat(heard).isEmpty();
        goOn.countDown();
        await().until(() -> heard.equals(List.of(lost.token())));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNodeThatGoesAwayClosesTheGate() {
        client.close();
        client = client(Duration.ofSeconds(1), Duration.ofSeconds(1));
        Lease lease = client.acquire("orders", PATIENCE);
        List<LeaseState> heard = new CopyOnWriteArrayList<>();
        lease.addListener(change -> heard.add(change.to()));
        server.shutdownNow();
        await().until(() -> !lease.isOpen() && heard.contains(LeaseState.SUSPENDED));
    }
}
