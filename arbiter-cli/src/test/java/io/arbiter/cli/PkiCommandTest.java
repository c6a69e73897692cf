package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificates that arbiter pki dev makes are what a verifier expects, and its keys stay where they are. */
class PkiCommandTest {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final int URI = 6;

    @TempDir
    Path directory;

    private CliRun pki(String... args) {
        List<String> words = new ArrayList<>(List.of("pki", "dev"));
        words.addAll(List.of(args));
        words.addAll(List.of("--dir", directory.toString()));
        return CliRun.of(words.toArray(String[]::new));
    }

    private void make(String... args) {
        assertThat(pki(args)).matches(run -> run.status() == 0, "done");
    }

    private List<X509Certificate> certificates(String file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(directory.resolve(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private X509Certificate leaf(String name) throws IOException, GeneralSecurityException {
        return certificates(name + ".crt").get(0);
    }

    private static List<Object> names(X509Certificate certificate, int kind) throws GeneralSecurityException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all.stream()
                .filter(name -> name.get(0).equals(kind))
                .<Object>map(name -> name.get(1))
                .toList();
    }

    /** As a TLS library does it. */
    private void verify(X509Certificate leaf) throws IOException, GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        certificates("ca.crt").forEach(ca -> anchors.add(new TrustAnchor(ca, null)));
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    }

    private TreeMap<String, String> files() throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return found;
    }

    @Test
    void makesAnIdentityForEachProcessOfTheDeployment() throws IOException, GeneralSecurityException {
        CliRun run = pki("-o", "json");
        JsonObject answer = JsonParser.parseString(run.out()).getAsJsonObject();
        JsonArray made = answer.getAsJsonArray("certificates");
        assertThat(made).hasSize(14);
        for (var one : made) {
            JsonObject told = one.getAsJsonObject();
            Path file = Path.of(told.get("certificate").getAsString());
            X509Certificate leaf = certificates(file.getFileName().toString()).get(0);
            assertThat(names(leaf, URI)).containsExactly(told.get("identity").getAsString());
            verify(leaf);
        }
        assertThat(names(leaf("us-east-node"), URI)).containsExactly("spiffe://arbiter/region/us-east/node/us-east");
        assertThat(names(leaf("operator"), URI)).containsExactly("spiffe://arbiter/operator/operator");
    }

    @Test
    void onlyNodesAreServers() throws IOException, GeneralSecurityException {
        make("--regions", "paris", "--trust-domain", "shop.example", "--days", "30");
        X509Certificate node = leaf("paris-node");
        assertThat(node.getExtendedKeyUsage()).containsExactlyInAnyOrder(SERVER, CLIENT);
        assertThat(names(node, 2)).containsExactly("localhost");
        assertThat(names(node, URI)).containsExactly("spiffe://shop.example/region/paris/node/paris");
        assertThat(leaf("paris-sidecar").getExtendedKeyUsage()).containsExactly(CLIENT);
        Duration length = Duration.between(
                node.getNotBefore().toInstant(), node.getNotAfter().toInstant());
        assertThat(length).isEqualTo(Duration.ofDays(30).plusHours(1));
    }

    @Test
    void theAuthorityCanSignLeavesAndNothingElse() throws IOException, GeneralSecurityException {
        make("--regions", "paris");
        X509Certificate ca = leaf("ca");
        assertThat(ca.getBasicConstraints()).isZero();
        assertThat(ca.getKeyUsage()).satisfies(usage -> {
            assertThat(usage[5]).as("keyCertSign").isTrue();
            assertThat(usage[0]).as("digitalSignature").isFalse();
        });
        assertThat(leaf("paris-node").getBasicConstraints()).isEqualTo(-1);
        assertThat(certificates("paris-node.crt").get(1)).isEqualTo(ca);
    }

    @Test
    void keysAreForTheirOwnerAndAreNeverPrinted() throws IOException {
        CliRun run = pki();
        assertThat(run.err()).contains("for development only");
        for (var file : files().entrySet()) {
            boolean secret = file.getKey().endsWith(".key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file.getKey()))))
                    .as(file.getKey())
                    .isEqualTo(secret ? "rw-------" : "rw-r--r--");
            if (secret) {
                assertThat(file.getValue()).startsWith("-----BEGIN PRIVATE KEY-----");
                assertThat(run.out() + run.err())
                        .doesNotContain(file.getValue().lines().toList().get(1));
            }
        }
    }

    @Test
    void replacesNothingUnlessItIsForcedTo() throws IOException {
        make();
        TreeMap<String, String> before = files();
        CliRun again = pki();
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("FILES_EXIST").contains("--force");
        assertThat(pki("issue", "--role", "viewer").err()).contains("FILES_EXIST");
        assertThat(files()).isEqualTo(before);
        make("--force");
        assertThat(files().get("ca.key")).isNotEqualTo(before.get("ca.key"));
    }

    @Test
    void addsAnIdentity() throws IOException, GeneralSecurityException {
        make("--trust-domain", "shop.example");
        TreeMap<String, String> before = files();
        make("issue", "--role", "sidecar", "--region", "us-east", "--name", "orders");
        X509Certificate made = leaf("us-east-sidecar-orders");
        assertThat(names(made, URI)).containsExactly("spiffe://shop.example/region/us-east/sidecar/orders");
        verify(made);
        assertThat(files()).containsAllEntriesOf(before);
        assertThat(pki("issue", "--role", "sidecar").err()).contains("--region");
        assertThat(pki("issue", "--role", "viewer", "--region", "us-east", "--name", "eve")
                        .out())
                .contains("spiffe://shop.example/viewer/eve");
    }

    @Test
    void aNewAuthorityTakesOverWhileTheOldOneIsTrusted() throws IOException, GeneralSecurityException {
        make("--regions", "paris");
        X509Certificate old = leaf("paris-node");
        make("rotate", "--ca");
        assertThat(certificates("ca.crt")).hasSize(2);
        assertThat(leaf("paris-node")).isEqualTo(old);
        verify(old);
        assertThat(pki("rotate", "--drop-old-ca").err()).contains("STILL_IN_USE");
        make("rotate");
        X509Certificate fresh = leaf("paris-node");
        assertThat(names(fresh, URI)).isEqualTo(names(old, URI));
        assertThat(fresh.getPublicKey()).isNotEqualTo(old.getPublicKey());
        verify(old);
        verify(fresh);
        make("rotate", "--drop-old-ca");
        verify(fresh);
        assertThatCode(() -> verify(old)).isInstanceOf(CertPathValidatorException.class);
    }

    /** What is not needed for a command must not make it slower. */
    @Test
    void otherCommandsLoadNothingOfIt() {
        try (CliProcess process = CliProcess.startJava(
                directory, List.of("-Xlog:class+load:file=classes"), "127.0.0.1:1", "status", "--timeout", "1ms")) {
            assertThat(process.await()).isEqualTo(4);
            assertThat(process.file("classes")).contains("io.arbiter.cli").doesNotContain("org.bouncycastle");
        }
    }
}
