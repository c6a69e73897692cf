package io.arbiter.server.tls;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.Credentials;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.PeerRule;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New certificates while the nodes run and serve. */
class TlsReloadTest {
    private static final String CLIENT = "spiffe://arbiter/region/us-east/sidecar/orders";
    private static final int ATTEMPTS = 5;

    @TempDir
    private Path directory;

    private final TestAuthority authority = new TestAuthority("authority");
    private final AtomicLong names = new AtomicLong();
    private TlsCluster cluster;
    private ManagedChannel old;

    @BeforeEach
    void start() throws IOException {
        cluster = new TlsCluster(directory, authority);
        old = Intruder.showing(authority.issue(CLIENT)).channel(cluster.client("n1"));
        work(old);
    }

    @AfterEach
    void stop() {
        old.shutdownNow();
        cluster.close();
    }

    private static ArbiterGrpc.ArbiterBlockingStub calls(ManagedChannel channel) {
        return ArbiterGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** A change that a majority has to agree to. Fails if the call does. */
    private void work(ManagedChannel channel) {
        String name = "c" + names.incrementAndGet();
        long session = calls(channel).openSession(openSession(name)).getSessionId();
        assertThat(calls(channel).acquire(acquire(name, session)).getLease().getToken())
                .isPositive();
    }

    private static boolean isTaken(Intruder client, TlsCluster cluster) {
        ManagedChannel channel = client.channel(cluster.client("n1"));
        try {
            calls(channel).status(StatusRequest.newBuilder().setLocal(true).build());
            return true;
        } catch (StatusRuntimeException refused) {
            return false;
        } finally {
            channel.shutdownNow();
        }
    }

    /** Whether the client port answers, so that a session would be there to be resumed the next time. */
    private boolean isGreeted(SSLContext client) {
        InetSocketAddress port = cluster.client("n1");
        try (var socket = (SSLSocket) client.getSocketFactory().createSocket(port.getAddress(), port.getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] noSettings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
            socket.getOutputStream().write(preface);
            socket.getOutputStream().write(noSettings);
            return socket.getInputStream().read() >= 0;
        } catch (IOException refused) {
            return false;
        }
    }

    private StatusResponse status() {
        return calls(old).status(StatusRequest.getDefaultInstance());
    }

    private boolean allExpireAt(Instant end) {
        return status().getNodesList().stream()
                .allMatch(node -> node.getCertificateNotAfterMillis() == end.toEpochMilli());
    }

    private interface Change {
        void make() throws IOException;
    }

    /**
     * A change that costs nobody a connection costs no election, and fails no call. A busy machine may elect all the
     * same; an election that the change causes comes each time.
     */
    private void withoutElection(Change change) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long term = status().getTerm();
            try {
                change.make();
                if (status().getTerm() == term) {
                    return;
                }
            } catch (StatusRuntimeException failed) {
                if (status().getTerm() == term) {
                    throw failed;
                }
            }
        }
        throw new AssertionError("an election in each of " + ATTEMPTS + " attempts");
    }

    @Test
    void anAuthorityIsExchangedWhileCallsRunAndConnectionsStay() throws IOException {
        var current = new AtomicReference<>(authority);
        withoutElection(() -> {
            var next = new TestAuthority("next");
            exchange(current.getAndSet(next), next);
        });
    }

    private void exchange(TestAuthority before, TestAuthority next) throws IOException {
        for (String node : NODES) {
            before.issue(TlsCluster.id(node)).write(cluster.files(node), before);
        }
        Intruder still = Intruder.showing(before.issue(CLIENT));
        await().until(() -> isTaken(still, cluster));
        SSLContext returning = still.context();
        assertThat(isGreeted(returning)).isTrue();
        for (String node : NODES) {
            IssuedCertificate.writeTrust(cluster.files(node), before, next);
        }
        Intruder young = Intruder.showing(next.issue(CLIENT));
        await().until(() -> {
            work(old);
            return isTaken(young, cluster);
        });
        Instant end = Instant.now().plus(Duration.ofHours(20)).truncatedTo(ChronoUnit.SECONDS);
        for (String node : NODES) {
            next.issue(Instant.EPOCH, end, TlsCluster.id(node)).write(cluster.files(node), before, next);
        }
        await().until(() -> {
            work(old);
            return allExpireAt(end);
        });
        for (String node : NODES) {
            IssuedCertificate.writeTrust(cluster.files(node), next);
        }
        Intruder late = Intruder.showing(before.issue(CLIENT));
        await().until(() -> {
            work(old);
            return !isTaken(late, cluster);
        });
        assertThat(isTaken(young, cluster)).isTrue();
        assertThat(isGreeted(returning)).as("no session is resumed").isFalse();
        work(old);
    }

    /** Every node's at once: the worst that can be. */
    @Test
    void afterACertificateHasExpiredConnectionsStayUntilANewOneComes() throws IOException {
        withoutElection(() -> {
            expireAll();
            work(old);
        });
        Path own = Files.createDirectories(directory.resolve("client"));
        authority.issue(CLIENT).write(own, authority);
        try (Credentials client = Credentials.open(TlsCluster.in(own), IdentityMapping.spiffe("arbiter"))) {
            assertThatThrownBy(() -> connect(client))
                    .hasMessageContaining("expired at")
                    .hasMessageContaining("put a new one, with its key, in the place of the old files");
            for (String node : NODES) {
                authority.issue(TlsCluster.id(node)).write(cluster.files(node), authority);
            }
            await().ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> connect(client));
        }
        work(old);
    }

    private void connect(Credentials client) throws IOException {
        InetSocketAddress port = cluster.raft("n1");
        try (var socket = (SSLSocket)
                client.context(PeerRule.anyNode()).getSocketFactory().createSocket(port.getAddress(), port.getPort())) {
            socket.startHandshake();
        }
    }

    /** Certificates so short that they have to be taken at once: the slower the machine, the longer. */
    private void expireAll() throws IOException {
        Duration life = Duration.ofSeconds(4);
        boolean taken = false;
        while (!taken) {
            Instant end = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
            for (String node : NODES) {
                authority.issue(Instant.EPOCH, end, TlsCluster.id(node)).write(cluster.files(node), authority);
            }
            await().until(() -> allExpireAt(end) || Instant.now().isAfter(end));
            taken = allExpireAt(end);
            life = life.multipliedBy(2);
            await().until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        }
    }
}
