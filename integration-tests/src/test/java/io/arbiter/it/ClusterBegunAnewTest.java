package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.fence.FencingGuard;
import io.arbiter.fence.StaleTokenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new cluster that is started for storage that has seen tokens. */
class ClusterBegunAnewTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void storageAcceptsItsTokensIfItIsBegunAboveThem() throws Exception {
        FencingGuard guard = FencingGuard.inMemory();
        guard.advance("orders", 2_048);
        String plain = begin(
                "plain",
                "",
                lease -> assertThatThrownBy(() -> guard.check("orders", lease.token()))
                        .as("token %d", lease.token())
                        .isInstanceOf(StaleTokenException.class));
        String above = begin("above", "bootstrap.above-token: 2048\n", lease -> {
            assertThat(lease.token()).isEqualTo(2_049);
            guard.check("orders", lease.token());
        });
        assertThat(above)
                .as("another cluster")
                .isNotEqualTo(plain)
                .hasSameSizeAs(plain)
                .isNotEmpty();
    }

    private interface Check {
        void of(Lease lease);
    }

    /** Returns the identity of the cluster that it starts. */
    private String begin(String name, String settings, Check check) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(name));
        try (TestCluster cluster = TestCluster.started(folder, settings);
                ArbiterClient client = cluster.client("us-east").build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            check.of(lease);
            return client.admin().status().clusterId();
        }
    }
}
