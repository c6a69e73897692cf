package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.tls.Credentials;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.PeerRule;
import io.arbiter.tls.TlsFiles;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program shows the certificate that it is given, and says so with its own exit code where that does not do. */
class SecurityOptionsTest {
    @TempDir
    Path directory;

    private Path ours;
    private Path theirs;
    private Credentials credentials;
    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        ours = pki("ours");
        theirs = pki("theirs");
        credentials = Credentials.open(
                new TlsFiles(ours.resolve("paris-node.crt"), ours.resolve("paris-node.key"), ours.resolve("ca.crt")),
                IdentityMapping.spiffe("arbiter"));
        node = new FakeNode(
                GrpcSslContexts.configure(SslContextBuilder.forServer(credentials.keyManager()), SslProvider.JDK)
                        .trustManager(credentials.trustManager(PeerRule.anyone()))
                        .clientAuth(ClientAuth.REQUIRE)
                        .protocols(Credentials.PROTOCOL)
                        .build());
    }

    @AfterEach
    void stopNode() {
        node.close();
        credentials.close();
    }

    private Path pki(String name) {
        Path made = directory.resolve(name);
        assertThat(CliRun.of("pki", "dev", "--dir", made.toString(), "--regions", "paris")
                        .status())
                .isZero();
        return made;
    }

    private CliRun asOperator(Path certificate, Path trust, String... args) {
        return CliRun.with(
                Map.of(
                        "ARBITER_ENDPOINTS",
                        node.endpoint(),
                        "ARBITER_TLS_CERT",
                        certificate.resolve("operator.crt").toString(),
                        "ARBITER_TLS_KEY",
                        certificate.resolve("operator.key").toString(),
                        "ARBITER_TLS_CA",
                        trust.resolve("ca.crt").toString()),
                "",
                false,
                args);
    }

    @Test
    void theEnvironmentNamesTheCertificate() {
        CliRun run = asOperator(ours, ours, "status");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void optionsNameItToo() {
        List<String> words = new ArrayList<>(List.of("status", "--endpoints", node.endpoint()));
        words.addAll(List.of("--tls-cert", ours.resolve("operator.crt").toString()));
        words.addAll(List.of("--tls-key", ours.resolve("operator.key").toString()));
        words.addAll(List.of("--tls-ca", ours.resolve("ca.crt").toString()));
        CliRun run = CliRun.of(words.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void aCertificateThatTheFilesDoNotVouchForIsDenied() {
        denied(asOperator(theirs, ours, "lease", "ls"), "does not lead to a certificate in");
    }

    @Test
    void aNodeOfAnotherAuthorityIsDenied() {
        denied(asOperator(theirs, theirs, "lease", "ls"), "this client does not accept the node");
    }

    @Test
    void anotherTrustDomainIsDenied() {
        denied(asOperator(ours, ours, "lease", "ls", "--tls-trust-domain", "shop.example"), "expected shop.example");
    }

    private static void denied(CliRun run, String why) {
        assertThat(run.status()).as(run.err()).isEqualTo(8);
        assertThat(run.err()).contains("UNAUTHENTICATED").contains(why);
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        refused(asOperator(ours, ours, "status", "--insecure"), "--insecure is given with a certificate");
        refused(CliRun.of("status", "--tls-cert", "x.crt"), "belong together");
        refused(CliRun.of("status", "--endpoints", "10.0.0.1:7401"), "is no loopback address");
    }

    private static void refused(CliRun run, String why) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(why);
    }

    /** Nothing can listen at a broadcast address, and nothing leaves the machine: that it was tried is enough. */
    @Test
    void otherMachinesAreForInsecureCallersAlone() {
        String[] line = {"status", "--endpoints", "255.255.255.255:1", "--timeout", "2s"};
        assertThat(CliRun.with(Map.of("ARBITER_INSECURE", "true"), "", false, line)
                        .status())
                .isEqualTo(4);
        assertThat(CliRun.with(Map.of(), "", false, line).status()).isEqualTo(2);
    }
}
