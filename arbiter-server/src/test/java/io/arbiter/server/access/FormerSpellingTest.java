package io.arbiter.server.access;

import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.tls.Intruder;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.RenewSessionRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session keeps its owner as it was written when it was opened, of one with a DNS name in the case of its certificate
 * then. Here such owners have SPIFFE ids, which may still be written so.
 */
class FormerSpellingTest {
    private static final String DENIED = "PERMISSION_DENIED";
    private static final String EAST = "spiffe://arbiter/region/us-east/sidecar/";
    private static final String WEST = "spiffe://arbiter/region/us-west/sidecar/";
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private static Path directory;

    private static TlsCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(
                directory, AUTHORITY, List.of("tls.identities=dns:*.orders.example -> region/us-east/sidecar/*"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Person byDns(String host) {
        return new Person(
                Intruder.showing(AUTHORITY.issueTo("CN=x", List.of(host + ".orders.example"))), EAST + host, cluster);
    }

    private static String renewal(Person caller, String node, long session) {
        return Person.refusal(() -> caller.at(node)
                .renewSession(
                        RenewSessionRequest.newBuilder().setSessionId(session).build()));
    }

    @Test
    void aSessionOfAFormerSpellingIsItsOwnersStill() {
        try (Person before = Person.of(AUTHORITY, EAST + "Host-1", cluster);
                Person after = byDns("Host-1");
                Person other = byDns("host-2")) {
            long session = open(before, "us-east");
            for (String node : NODES) {
                assertThat(renewal(after, node, session)).as(node).isEmpty();
                assertThat(renewal(other, node, session)).as(node).isEqualTo(DENIED);
            }
        }
    }

    /** No rule gives such a name, so both are names of their own. */
    @Test
    void otherwiseCaseMatters() {
        try (Person large = Person.of(AUTHORITY, WEST + "Orders", cluster);
                Person small = Person.of(AUTHORITY, WEST + "orders", cluster)) {
            assertThat(renewal(small, "n1", open(large, "us-west"))).isEqualTo(DENIED);
        }
    }

    private static long open(Person owner, String region) {
        return owner.at("n1")
                .openSession(openSession(owner.identity()).toBuilder()
                        .setRegion(region)
                        .setTtlMillis(3_600_000)
                        .build())
                .getSessionId();
    }
}
