package io.arbiter.testing;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArbiterExtension.class)
class TestClusterTest {
    private static final Duration TTL = Duration.ofMinutes(10);

    private ArbiterClient client;
    private Lease lease;

    @BeforeAll
    static void oneForAll(TestCluster cluster) {
        assertThat(cluster.endpoints()).hasSameSizeAs(TestArbiter.REGIONS);
    }

    @BeforeEach
    void acquire(TestCluster cluster) {
        client = cluster.client("us-east").ttl(TTL).requestTimeout(PATIENCE).build();
        lease = client.acquire("orders", PATIENCE);
    }

    @AfterEach
    void close(TestCluster cluster) {
        cluster.heal();
        client.close();
    }

    @Test
    void aLeaseOutlivesItsLeader(TestCluster cluster) {
        String before = cluster.leader();
        assertThat(cluster.changeLeader()).isNotEqualTo(before);
        assertThat(lease.putRecord(new byte[] {1})).isEqualTo(1);
        assertThat(lease.isOpen()).isTrue();
    }

    @Test
    void theOthersGoOnWithoutALeaderThatIsCutOff(TestCluster cluster) {
        String before = cluster.leader();
        cluster.isolate(before);
        assertThat(cluster.leader()).isNotEqualTo(before);
        assertThat(client.acquire("users", PATIENCE).token()).isGreaterThan(lease.token());
        cluster.heal();
        assertThat(lease.isOpen()).isTrue();
    }

    /** The others have a majority; the calls of the node's clients come back to them when the cut heals. */
    @Test
    void aFollowerThatIsCutOffDisturbsNobody(TestCluster cluster) {
        String leader = cluster.leader();
        String follower = TestArbiter.REGIONS.stream()
                .filter(region -> !region.equals(leader))
                .findFirst()
                .orElseThrow();
        cluster.isolate(follower);
        assertThat(client.acquire("users", PATIENCE).isOpen()).isTrue();
    }

    @Test
    void timePassesOnAllNodes(TestCluster cluster) {
        cluster.changeLeader();
        cluster.advance(TTL.plus(TTL));
        assertThat(lease.isOpen()).isFalse();
        try (ArbiterClient other =
                cluster.client("us-west").requestTimeout(PATIENCE).build()) {
            assertThat(other.acquire("orders", Duration.ZERO).token()).isGreaterThan(lease.token());
        }
    }

    @Test
    void clientsCanBeCutOffFromAllNodes(TestCluster cluster) {
        cluster.disconnectClients();
        cluster.advance(TTL.plus(TTL));
        assertThat(lease.isOpen()).isFalse();
        cluster.reconnectClients();
        assertThat(client.acquire("users", PATIENCE).token()).isGreaterThan(lease.token());
    }

    @Test
    void onlyItsOwnRegionsCanBeIsolated(TestCluster cluster) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.isolate("elsewhere"))
                .withMessageContaining("us-east");
    }
}
