package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.model.ClusterStatus;
import io.arbiter.client.model.NodeStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes and clients get a new authority under load, as docs/certificates.md tells: no call fails, no gate closes. */
class NewAuthorityTest {
    @TempDir
    Path directory;

    @Test
    void aLeaseOutlivesTheAuthority() {
        DevPki pki = DevPki.in(directory.resolve("pki"));
        try (TestCluster cluster = TestCluster.secured(directory, pki);
                ArbiterClient client = cluster.client("us-east").build();
                SteadyLoad load = new SteadyLoad(cluster.client("us-west").build())) {
            Lease lease = client.acquire("orders", PATIENCE);
            pki.run("rotate", "--ca");
            load.assertGoesOnAfter(load.cycles());
            List<Optional<Instant>> before = ends(client.admin().status());
            pki.run("rotate", "--days", "30");
            awaitOthers(client, before);
            load.assertGoesOnAfter(load.cycles());
            pki.run("rotate", "--drop-old-ca");
            load.assertGoesOnAfter(load.cycles());
            load.stop();
            String restarted = cluster.running().get(0);
            cluster.server(restarted).kill();
            cluster.server(restarted).start();
            cluster.awaitLeader();
            lease.putRecord(new byte[] {1});
            assertThat(lease.isOpen()).isTrue();
        }
    }

    /** Until each node shows its new certificate. */
    private static void awaitOthers(ArbiterClient client, List<Optional<Instant>> before) {
        await().ignoreExceptionsInstanceOf(ArbiterException.class)
                .until(
                        () -> ends(client.admin().status()),
                        ends -> ends.stream().allMatch(end -> end.isPresent() && !before.contains(end)));
    }

    private static List<Optional<Instant>> ends(ClusterStatus status) {
        return status.nodes().stream().map(NodeStatus::certificateNotAfter).toList();
    }
}
