package io.arbiter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.testsupport.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTlsTest {
    @TempDir
    private Path directory;

    private final TestAuthority authority = new TestAuthority("authority");

    private ServerConfig config() throws Exception {
        Path file = Files.writeString(directory.resolve("node.yaml"), """
                cluster: c
                node: n1
                data-dir: data
                peers: {n1: {region: us-east, raft: "a.example:1", client: "a.example:2"}}
                """);
        return ConfigLoader.load(
                file,
                Map.of(),
                List.of(
                        "tls.certificate=" + TlsCluster.in(directory).certificate(),
                        "tls.key=" + TlsCluster.in(directory).key(),
                        "tls.trust=" + TlsCluster.in(directory).trust()));
    }

    @Test
    void itsOwnCertificateIsTaken() throws Exception {
        authority.issue("spiffe://arbiter/region/us-east/node/n1").write(directory, authority);
        try (NodeTls tls = NodeTls.open(config()).orElseThrow()) {
            assertThat(tls.notAfter()).isAfter(Instant.now());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://arbiter/region/us-east/node/n2",
                "spiffe://arbiter/region/us-west/node/n1",
                "spiffe://arbiter/region/us-east/sidecar/n1",
                "spiffe://arbiter/node/n1"
            })
    void anothersIsNot(String id) throws Exception {
        authority.issue(id).write(directory, authority);
        assertThatThrownBy(() -> NodeTls.open(config()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is for " + id + ", expected spiffe://arbiter/region/us-east/node/n1")
                .extracting(failed -> ((StartException) failed).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anExpiredOneIsNotAndTheRemedyIsSaid() throws Exception {
        authority
                .issue(Instant.EPOCH, Instant.now().minusSeconds(60), "spiffe://arbiter/region/us-east/node/n1")
                .write(directory, authority);
        assertThatThrownBy(() -> NodeTls.open(config()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("expired at")
                .hasMessageContaining("put a new one");
    }

    @Test
    void theLogSaysThirtyDaysAheadThatItEnds() {
        Instant now = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(CertificateExpiry.warning(now.plus(Duration.ofDays(31)), now))
                .isEmpty();
        assertThat(CertificateExpiry.warning(now.plus(Duration.ofDays(29)), now))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("expires at 2026-12-30T00:00:00Z; put a new one"));
        assertThat(CertificateExpiry.warning(now.minusSeconds(1), now))
                .hasValueSatisfying(text -> assertThat(text).contains("expired at", "connections that are open stay"));
    }
}
