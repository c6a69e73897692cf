package io.arbiter.client;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.fake.FakeCluster;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Event;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.IdentityRule;
import io.arbiter.tls.TlsFiles;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides show a certificate; who is not accepted is told why, and does not try for ever. */
class TlsTest {
    /** So long that only a failure that ends the call by itself ends the test. */
    private static final Duration FOR_EVER = Duration.ofHours(24);

    private static final String NODE = "spiffe://arbiter/region/us-east/node/us-east";
    private static final String SIDECAR = "spiffe://arbiter/region/us-east/sidecar/orders";

    @TempDir
    Path directory;

    private final TestAuthority ours = new TestAuthority("ours");
    private final TestAuthority theirs = new TestAuthority("theirs");
    private final FakeCluster cluster = new FakeCluster();
    private Path nodeFiles;
    private Path clientFiles;
    private TlsNode node;

    @BeforeEach
    void start() throws IOException {
        nodeFiles = Files.createDirectory(directory.resolve("node"));
        clientFiles = Files.createDirectory(directory.resolve("client"));
        node = new TlsNode(cluster, TlsNode.issue(nodeFiles, ours, NODE, ours), 0);
        TlsNode.issue(clientFiles, ours, SIDECAR, ours);
    }

    @AfterEach
    void stop() {
        node.close();
        cluster.close();
    }

    private ArbiterClientBuilder builder(String... endpoints) {
        return ArbiterClient.builder()
                .endpoints(endpoints)
                .region("us-east")
                .ttl(Duration.ofSeconds(1))
                .requestTimeout(FOR_EVER);
    }

    private ArbiterClientBuilder secured(String... endpoints) {
        TlsFiles files = TlsNode.files(clientFiles);
        return builder(endpoints).tls(files.certificate(), files.key(), files.trust());
    }

    /** Of a read, an acquire and a watch. */
    private static void everythingFails(ArbiterClientBuilder builder, String why) {
        try (ArbiterClient client = builder.build()) {
            assertThat(client.asyncAdmin().getLease("orders", Consistency.LINEARIZABLE))
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(UnauthenticatedException.class)
                    .withMessageContaining(why);
            assertThat(client.acquireAsync("orders", Duration.ofHours(1)))
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(UnauthenticatedException.class)
                    .withMessageContaining(why);
            CompletableFuture<ArbiterException> closed = new CompletableFuture<>();
            client.watch("", 7, listener(closed));
            assertThat(closed).succeedsWithin(PATIENCE).isInstanceOf(UnauthenticatedException.class);
        }
    }

    private static WatchListener listener(CompletableFuture<ArbiterException> closed) {
        return new WatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {}

            @Override
            public void onClosed(ArbiterException cause) {
                closed.complete(cause);
            }
        };
    }

    @Test
    void holdsALeaseOverManyRenewals() {
        try (ArbiterClient client = secured(node.endpoint()).build()) {
            Lease lease = client.acquire("orders", PATIENCE);
            await().until(() -> cluster.state.renewals >= 5 && lease.isOpen());
        }
    }

    @Test
    void aNodeOfAnotherAuthorityIsNotAccepted() throws IOException {
        TlsNode.issue(clientFiles, theirs, SIDECAR, theirs);
        everythingFails(secured(node.endpoint()), "add its issuer's certificate");
    }

    @Test
    void onlyNodesAreAcceptedAsServers() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (TlsNode sidecar = new TlsNode(cluster, TlsNode.issue(other, ours, SIDECAR, ours), 0)) {
            everythingFails(secured(sidecar.endpoint()), "expected a node");
        }
    }

    @Test
    void nodesOfAnotherTrustDomainAreNotAccepted() throws IOException {
        TlsNode.issue(clientFiles, ours, "spiffe://shop.example/region/us-east/sidecar/orders", ours);
        everythingFails(secured(node.endpoint()).trustDomain("shop.example"), "expected shop.example");
    }

    @Test
    void aClientThatTheNodeRefusesIsToldItsOwnName() throws IOException {
        TlsNode.issue(clientFiles, theirs, SIDECAR, ours, theirs);
        everythingFails(secured(node.endpoint()), SIDECAR);
    }

    /** The node just closes the connection, which may have other reasons. */
    @Test
    void aClientWithoutTlsIsToldThatItMayBeNeeded() {
        try (ArbiterClient client =
                builder(node.endpoint()).requestTimeout(Duration.ofSeconds(2)).build()) {
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> client.admin().getLease("orders", Consistency.LINEARIZABLE))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("does it want TLS?"));
        }
    }

    @Test
    void aNodeWithoutTlsIsNotAccepted() throws IOException {
        Server plain = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(cluster.node(2))
                .directExecutor()
                .build()
                .start();
        try {
            everythingFails(secured("127.0.0.1:" + plain.getPort()), "the node does not speak TLS");
        } finally {
            plain.shutdownNow();
        }
    }

    @Test
    void oneNodeThatIsNotAcceptedDoesNotStopTheOthers() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (TlsNode stranger = new TlsNode(cluster, TlsNode.issue(other, theirs, NODE, theirs, ours), 0);
                ArbiterClient client =
                        secured(stranger.endpoint(), node.endpoint()).build()) {
            assertThat(client.acquire("orders", PATIENCE).isOpen()).isTrue();
        }
    }

    /** Who has no SPIFFE id may be known to the nodes by another name; who serves has to have one. */
    @Test
    void aCertificateWithoutAnIdIsTheNodesToJudge() throws IOException {
        ours.issue().write(clientFiles, ours);
        everythingFails(secured(node.endpoint()), "without-spiffe-id");
        IdentityMapping anyone = IdentityMapping.of("arbiter", IdentityRule.parse("subject:CN=test * -> sidecar/*"));
        try (TlsNode knowing = new TlsNode(cluster, nodeFiles, 0, anyone);
                ArbiterClient client = secured(knowing.endpoint()).build()) {
            assertThat(client.acquire("orders", PATIENCE).isOpen()).isTrue();
        }
    }

    /** Both authorities are trusted while one takes the other's place. */
    @Test
    void newFilesAreUsedWithoutANewClient() throws IOException, InterruptedException {
        TlsNode.issue(clientFiles, ours, SIDECAR, ours, theirs);
        try (ArbiterClient client = secured(node.endpoint()).build()) {
            Lease lease = client.acquire("orders", PATIENCE);
            TlsNode.issue(clientFiles, theirs, SIDECAR, ours, theirs);
            int renewals = cluster.state.renewals;
            await().until(() -> cluster.state.renewals >= renewals + 3 && lease.isOpen());
            int port = node.port();
            node.closeAndAwait();
            node = new TlsNode(cluster, TlsNode.issue(nodeFiles, theirs, NODE, theirs), port);
            await().atMost(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(ArbiterException.class)
                    .until(() -> client.admin().status().leader() != null);
        }
    }
}
