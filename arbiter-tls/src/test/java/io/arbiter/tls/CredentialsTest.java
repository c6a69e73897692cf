package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from the files, at the start and later. */
class CredentialsTest {
    private static final String NODE = "spiffe://arbiter/region/us-east/node/n1";
    private static final IdentityMapping MAPPING = IdentityMapping.spiffe("arbiter");

    @TempDir
    private Path directory;

    private final TestAuthority authority = new TestAuthority("authority");

    private Credentials open() throws TlsException {
        return Credentials.open(TestFiles.in(directory), MAPPING);
    }

    private AbstractThrowableAssert<?, ?> refused() {
        return assertThatThrownBy(this::open).isInstanceOf(TlsException.class);
    }

    @Test
    void whatFitsIsTaken() throws IOException {
        Instant end = Instant.now().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.SECONDS);
        authority.issue(Instant.EPOCH, end, NODE).write(directory, authority);
        try (Credentials credentials = open()) {
            assertThat(credentials.identity()).hasToString(NODE);
            assertThat(credentials.notAfter()).isEqualTo(end);
        }
    }

    @Test
    void anRsaKeyIsTaken() throws IOException {
        authority
                .issue("RSA", Instant.EPOCH, Instant.now().plus(Duration.ofDays(1)), NODE)
                .write(directory, authority);
        open().close();
    }

    @Test
    void anExpiredCertificateIsRefusedWithTheRemedy() throws IOException {
        authority.issue(Instant.EPOCH, Instant.now().minusSeconds(60), NODE).write(directory, authority);
        refused().hasMessageContaining("expired at").hasMessageContaining("put a new one");
    }

    @Test
    void oneThatIsNotYetValidIsRefused() throws IOException {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        authority.issue(later, later.plusSeconds(60), NODE).write(directory, authority);
        refused().hasMessageContaining("not valid before").hasMessageContaining("clocks");
    }

    @Test
    void anothersKeyIsRefused() throws IOException {
        authority.issue(NODE).write(directory, authority);
        Path key = directory.resolve(IssuedCertificate.KEY);
        String own = Files.readString(key);
        authority.issue(NODE).write(directory, authority);
        Files.writeString(key, own);
        refused().hasMessageContaining("is not the key of the certificate");
        authority
                .issue("RSA", Instant.EPOCH, Instant.now().plusSeconds(600), NODE)
                .write(directory, authority);
        Files.writeString(key, own);
        refused().hasMessageContaining("is not the key of the certificate");
    }

    @Test
    void anotherAuthorityIsRefused() throws IOException {
        authority.issue(NODE).write(directory, new TestAuthority("other"));
        refused().hasMessageContaining("does not lead to a certificate in");
    }

    @Test
    void aCertificateThatNamesNobodyIsRefused() throws IOException {
        authority.issue().write(directory, authority);
        refused().hasMessageContaining("has 0 SPIFFE ids");
    }

    @Test
    void oneThatIsNotForBothSidesOfAConnectionIsNoNodes() throws IOException {
        var client = List.of(KeyPurposeId.id_kp_clientAuth);
        authority.issueFor(client, NODE).write(directory, authority);
        refused().hasMessageContaining("is limited to the uses").hasMessageContaining("serverAuth");
        authority.issueFor(client, "spiffe://arbiter/sidecar/x").write(directory, authority);
        open().close();
        authority
                .issueFor(List.of(KeyPurposeId.id_kp_serverAuth), "spiffe://arbiter/sidecar/x")
                .write(directory, authority);
        refused().hasMessageContaining("clientAuth");
        authority
                .issueFor(List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth), NODE)
                .write(directory, authority);
        open().close();
    }

    @Test
    void filesThatAreMissingOrNoPemAreRefused() throws IOException {
        authority.issue(NODE).write(directory, authority);
        Path certificate = directory.resolve(IssuedCertificate.CERTIFICATE);
        String text = Files.readString(certificate);
        Files.writeString(certificate, text.substring(0, text.length() / 2));
        refused().hasMessageContaining("cannot be read as PEM certificates");
        Files.writeString(certificate, "");
        refused().hasMessageContaining("holds no certificate");
        Files.delete(certificate);
        refused().hasMessageContaining("certificate.pem is missing");
        Files.writeString(certificate, text);
        Files.writeString(directory.resolve(IssuedCertificate.KEY), "-----BEGIN RSA PRIVATE KEY-----\n");
        refused().hasMessageContaining("openssl pkcs8");
    }

    @Test
    void newFilesAreTakenWhileItRuns() throws IOException {
        authority.issue(NODE).write(directory, authority);
        try (Credentials credentials = open()) {
            Instant end = Instant.now().plus(Duration.ofDays(400)).truncatedTo(ChronoUnit.SECONDS);
            authority.issue(Instant.EPOCH, end, NODE).write(directory, authority);
            await().until(() -> credentials.notAfter().equals(end));
        }
    }

    @Test
    void whatDoesNotFitIsNotTakenAndTheRestIsLater() throws IOException {
        authority.issue(NODE).write(directory, authority);
        var files = new CredentialFiles(TestFiles.in(directory), MAPPING);
        files.load();
        Path key = directory.resolve(IssuedCertificate.KEY);
        String former = Files.readString(key);
        authority.issue(NODE).write(directory, authority);
        String next = Files.readString(key);

        Files.writeString(key, former);
        assertThat(files.changed()).as("a first look").isEmpty();
        assertThatThrownBy(files::changed).hasMessageContaining("is not the key");
        assertThat(files.changed()).as("the same again").isEmpty();
        Files.writeString(key, next.substring(0, 40));
        assertThat(files.changed()).as("another change").isEmpty();
        assertThatThrownBy(files::changed).hasMessageContaining("PKCS#8");
        Files.writeString(key, next);
        assertThat(files.changed()).as("whole, but perhaps still written").isEmpty();
        assertThat(files.changed()).isPresent();
        assertThat(files.changed()).as("taken already").isEmpty();
        authority.issue("spiffe://arbiter/region/us-west/node/n2").write(directory, authority);
        assertThat(files.changed()).as("a first look").isEmpty();
        assertThatThrownBy(files::changed).hasMessageContaining("expected " + NODE + " as before");
    }
}
