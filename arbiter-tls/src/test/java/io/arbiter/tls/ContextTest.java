package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sides of a connection, and who refuses whom. */
class ContextTest {
    private static final IdentityMapping MAPPING = IdentityMapping.spiffe("arbiter");
    private static final String NODE = "spiffe://arbiter/region/us-east/node/us-east";
    private static final String OTHER_NODE = "spiffe://arbiter/region/us-west/node/us-west";
    private static final String CLIENT = "spiffe://arbiter/region/us-east/sidecar/orders";

    @TempDir
    private Path directory;

    private final TestAuthority authority = new TestAuthority("authority");
    private Credentials node;
    private Exchange server;

    @BeforeEach
    void startServer() throws IOException {
        node = credentials("node", authority.issue(NODE), authority);
        server = new Exchange(node.context(PeerRule.anyone()));
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
        node.close();
    }

    private Credentials credentials(String name, IssuedCertificate issued, TestAuthority... trusted)
            throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        issued.write(own, trusted);
        return Credentials.open(TestFiles.in(own), MAPPING);
    }

    private SSLContext client(String name) throws IOException {
        return credentials(name, authority.issue(CLIENT), authority).context(PeerRule.anyNode());
    }

    private AbstractThrowableAssert<?, ?> refused(SSLContext client) {
        return assertThatThrownBy(() -> server.with(client)).isInstanceOf(IOException.class);
    }

    /** What the server says of a client that only it can refuse. */
    private void refusedByServer(SSLContext client, String why) {
        refused(client)
                .satisfies(reason -> assertThat(reason.getSuppressed()[0]).hasStackTraceContaining(why));
    }

    @Test
    void eachSideLearnsWhoTheOtherIs() throws IOException, IdentityException {
        var session = server.with(client("client")).getSession();
        assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
        assertThat(node.peer(session)).hasToString(CLIENT);
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws IOException {
        refusedByServer(TestContexts.anonymous(), "Empty client certificate chain");
    }

    @Test
    void tls12IsRefused() throws IOException {
        SSLContext client = client("client");
        assertThatThrownBy(() -> server.with(client, "TLSv1.2")).isInstanceOf(IOException.class);
    }

    @Test
    void untrustedExpiredAndNamelessClientsAreRefused() throws IOException {
        refusedByServer(
                TestContexts.showing(new TestAuthority("other").issue(CLIENT)),
                "add its issuer's certificate to tls.trust");
        refusedByServer(
                TestContexts.showing(
                        authority.issue(Instant.EPOCH, Instant.now().minusSeconds(60), CLIENT)),
                "expired at");
        refusedByServer(
                TestContexts.showing(authority.issue(
                        Instant.now().plusSeconds(3_600), Instant.now().plusSeconds(7_200), CLIENT)),
                "not valid before");
        refusedByServer(TestContexts.showing(authority.issue()), "has 0 SPIFFE ids");
        refusedByServer(TestContexts.showing(authority.issue(CLIENT, NODE)), "has 2 SPIFFE ids");
        refusedByServer(TestContexts.showing(authority.issue("spiffe://other/sidecar/x")), "of the trust domain other");
    }

    @Test
    void aClientAcceptsTheNodeThatItMeans() throws IOException, IdentityException {
        Credentials client = credentials("client", authority.issue(CLIENT), authority);
        server.with(client.context(PeerRule.only(Identity.parse(NODE))));
        refused(client.context(PeerRule.only(Identity.parse(OTHER_NODE))))
                .hasMessageContaining(NODE + " answered, expected " + OTHER_NODE);
    }

    @Test
    void aClientsCertificateCannotServe() throws IOException {
        try (var impostor = new Exchange(client("impostor"))) {
            SSLContext client = client("client");
            assertThatThrownBy(() -> impostor.with(client)).hasMessageContaining("expected a node");
        }
    }

    @Test
    void authoritiesAreExchangedWithOverlapAndWithoutARestart() throws IOException {
        SSLContext old = client("old");
        server.with(old);
        var next = new TestAuthority("next");
        Path files = directory.resolve("node");

        IssuedCertificate.writeTrust(files, authority, next);
        SSLContext young = TestContexts.showing(next.issue(CLIENT));
        await().ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> server.with(young));
        server.with(old);

        Instant end = Instant.now().plusSeconds(1_000).truncatedTo(ChronoUnit.SECONDS);
        next.issue(Instant.EPOCH, end, NODE).write(files, next);
        await().until(() -> node.notAfter().equals(end));
        server.with(young);
        refusedByServer(TestContexts.showing(authority.issue(CLIENT)), "is not trusted");
    }

    @Test
    void noSessionIsResumedPastTheCertificates() throws IOException {
        SSLContext client = TestContexts.showing(authority.issue(CLIENT));
        server.with(client);
        var next = new TestAuthority("next");
        Instant end = Instant.now().plusSeconds(1_000).truncatedTo(ChronoUnit.SECONDS);
        next.issue(Instant.EPOCH, end, NODE).write(directory.resolve("node"), next);
        await().until(() -> node.notAfter().equals(end));
        refusedByServer(client, "is not trusted");
    }
}
