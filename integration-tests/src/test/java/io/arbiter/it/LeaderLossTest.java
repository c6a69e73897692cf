package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseState;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes die one at a time; granted leases stay granted. */
class LeaderLossTest {
    private static TestCluster cluster;

    @BeforeAll
    static void start(@TempDir Path directory) {
        cluster = TestCluster.started(directory, "");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void revive() {
        cluster.revive();
    }

    @Test
    void aLeaseSurvivesTheLossOfTheLeader() {
        try (ArbiterClient client = cluster.client("us-west").build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            long token = lease.token();
            lease.putRecord("writer at us-west".getBytes(StandardCharsets.UTF_8));
            String old = cluster.awaitLeader();
            cluster.server(old).kill();
            assertThat(cluster.awaitLeader()).isNotEqualTo(old);

            lease.ensureOpenFor(PATIENCE.dividedBy(2));
            assertThat(lease.state()).isEqualTo(LeaseState.HELD);
            assertThat(lease.token()).isEqualTo(token);
            assertThat(lease.record())
                    .hasValueSatisfying(record -> assertThat(record.value())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("writer at us-west"));
            try (Lease other = client.acquire("payments", PATIENCE)) {
                assertThat(other.token()).isGreaterThan(token);
            }
        }
    }

    @Test
    void theLossOfAFollowerIsNotNoticed() {
        String follower = cluster.follower();
        try (ArbiterClient client = cluster.client("us-west").build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            cluster.server(follower).kill();
            try (Lease other = client.acquire("payments", PATIENCE)) {
                assertThat(other.token()).isGreaterThan(lease.token());
            }
            cluster.server(follower).start();
            cluster.awaitLeader();
            await().untilAsserted(
                            () -> assertThat(leaseAsSeenBy(follower, "orders")).isEqualTo(lease.token()));
        }
    }

    /** The state that the node itself has applied. */
    private long leaseAsSeenBy(String node, String resource) {
        try (ArbiterClient client = cluster.clientOf(node).build()) {
            return client.admin()
                    .getLease(resource, Consistency.STALE)
                    .grant()
                    .map(Grant::token)
                    .orElse(0L);
        }
    }

    @Test
    void aDeadHoldersLeaseReachesTheNextWaiterThoughTheLeaderDiedWithIt() throws Exception {
        // The holder is a client that goes silent: it reaches only the leader, which dies.
        String leader = cluster.awaitLeader();
        try (ArbiterClient holder = cluster.clientOf(leader)
                        .ttl(Duration.ofSeconds(10))
                        .requestTimeout(Duration.ofSeconds(10))
                        .build();
                ArbiterClient waiter = cluster.client("us-west").build()) {
            Lease held = holder.acquire("orders", PATIENCE);
            var next = waiter.acquireAsync("orders", PATIENCE);
            await().until(() -> waiter.admin()
                            .getLease("orders", Consistency.LINEARIZABLE)
                            .waiters()
                            .size()
                    == 1);
            cluster.server(leader).kill();
            try (Lease granted = next.get()) {
                assertThat(held.isOpen())
                        .as("the old gate while the next lease is held")
                        .isFalse();
                assertThat(granted.token()).isGreaterThan(held.token());
            }
        }
    }
}
