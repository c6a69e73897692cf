package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's certificate expires while it runs: what stops, what does not, and how it goes on. */
class ExpiredCertificateTest {
    private static final String SIDECAR = "spiffe://arbiter/region/us-east/sidecar/orders";

    @TempDir
    Path directory;

    private final TestAuthority authority = new TestAuthority("second");
    private Path files;

    private ArbiterClientBuilder client(TestCluster cluster) {
        return cluster.client("us-east")
                .ttl(Duration.ofSeconds(20))
                .tls(
                        files.resolve(IssuedCertificate.CERTIFICATE),
                        files.resolve(IssuedCertificate.KEY),
                        files.resolve(IssuedCertificate.TRUST));
    }

    private void issue(DevPki pki, Instant notAfter) throws IOException {
        authority
                .issue(Instant.now().minus(Duration.ofHours(1)), notAfter, SIDECAR)
                .write(files, authority);
        Files.copy(
                pki.trust(), files.resolve(IssuedCertificate.TRUST), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void openConnectionsGoOnAndNewOnesAreRefusedUntilItIsReplaced() throws IOException {
        DevPki pki = DevPki.in(directory.resolve("pki"));
        files = Files.createDirectory(directory.resolve("client"));
        authority.issue(SIDECAR).write(files, authority);
        Files.writeString(
                pki.trust(), Files.readString(files.resolve(IssuedCertificate.TRUST)), StandardOpenOption.APPEND);
        try (TestCluster cluster = TestCluster.secured(directory, pki)) {
            Instant notAfter = Instant.now().plus(Duration.ofSeconds(30));
            issue(pki, notAfter);
            try (ArbiterClient running = client(cluster).build()) {
                Lease lease = running.acquire("orders", PATIENCE);
                await().atMost(PATIENCE.plusSeconds(60))
                        .until(() -> Instant.now().isAfter(notAfter.plusSeconds(1)));

                // What does not stop: the lease, its renewals, and calls over connections that are open.
                lease.ensureOpenFor(Duration.ofSeconds(15));
                lease.putRecord(new byte[] {1});
                assertThat(lease.isOpen()).isTrue();

                // What does: another client with the same certificate, and the message says what to do.
                Throwable refused = catchThrowable(() -> {
                    try (ArbiterClient late = client(cluster).build()) {
                        late.admin().getLease("orders", Consistency.LINEARIZABLE);
                    }
                });
                assertThat(refused).isNotNull().hasMessageContaining("expired");
                assertThat(refused.getMessage()).containsPattern("new|renew|replace|place of the old");

                // The remedy, without a restart.
                issue(pki, Instant.now().plus(Duration.ofDays(1)));
                try (ArbiterClient late = client(cluster).build()) {
                    late.admin().getLease("orders", Consistency.LINEARIZABLE);
                }
                assertThat(lease.isOpen()).isTrue();
            }
        }
    }
}
