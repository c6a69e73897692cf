package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.fake.FakeCluster;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates first, in the caller's thread; the proof that this client is dead last. */
class InterruptedCloseTest {
    private static final Duration ONLY_A_HANG = Duration.ofMinutes(5);

    private final FakeCluster cluster = new FakeCluster();
    private final StallingClock clock = new StallingClock();
    private Server server;

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        clock.goOn();
        server.shutdownNow();
        cluster.close();
    }

    private ArbiterClient client(StallingClock itsClock) {
        return ArbiterClient.builder()
                .endpoints("127.0.0.1:" + server.getPort())
                .region("us-east")
                .ttl(Duration.ofHours(1))
                .requestTimeout(ONLY_A_HANG)
                .stateDirectory(directory)
                .clock(itsClock)
                .build();
    }

    /** The lock was once dropped while gates were open: a successor held token 2 beside an open token 1 for 8.3 s. */
    @Test
    void closesItsGatesBeforeItGivesUpTheLockThoughItsThreadDoesNotRun() throws Exception {
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(cluster.node(1))
                .directExecutor()
                .build()
                .start();
        ArbiterClient first = client(clock);
        Lease lease = first.acquire("orders", ONLY_A_HANG);
        clock.stall();
        Thread.currentThread().interrupt();
        assertThatThrownBy(first::close)
                .isInstanceOf(IndeterminateException.class)
                .hasMessageContaining("every gate is closed");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lease.isOpen()).isFalse();
        assertThatThrownBy(lease::requireOpen)
                .isInstanceOfSatisfying(
                        LeaseLostException.class,
                        lost -> assertThat(lost.state()).isEqualTo(LeaseState.LOST));
        clock.goOn();
        // The lease is released though nobody waits for that any more, and the lock is dropped.
        await().atMost(ONLY_A_HANG).until(() -> cluster.state.leases.isEmpty());
        await().atMost(ONLY_A_HANG)
                .ignoreExceptionsInstanceOf(StateDirectoryInUseException.class)
                .until(() -> {
                    client(new StallingClock()).close();
                    return true;
                });
    }
}
