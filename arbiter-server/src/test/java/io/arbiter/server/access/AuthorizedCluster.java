package io.arbiter.server.access;

import static io.arbiter.server.testing.Requests.openSession;

import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.RenewSessionRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with certificates, on which rights are asked for; each test has resources and people of its own. */
abstract class AuthorizedCluster {
    static final String DENIED = "PERMISSION_DENIED";
    static final TestAuthority AUTHORITY = new TestAuthority("authority");
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    private static Path directory;

    static TlsCluster cluster;

    final String own = "t" + TESTS.incrementAndGet();
    final String orders = own + "/orders";
    final Person ann = Person.of(AUTHORITY, "spiffe://arbiter/operator/ann", cluster);
    final Person east = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/" + own, cluster);
    final Person other = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/x" + own, cluster);
    final Person west = Person.of(AUTHORITY, "spiffe://arbiter/region/us-west/sidecar/" + own, cluster);

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(directory, AUTHORITY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void enable() {
        ann.bind(east.identity(), "sidecar", own);
        ann.bind(other.identity(), "sidecar", own);
        ann.enable();
    }

    @AfterEach
    void disconnect() {
        List.of(ann, east, other, west).forEach(Person::close);
    }

    final GetLeaseRequest read() {
        return GetLeaseRequest.newBuilder().setResource(orders).build();
    }

    final long open(Person person) {
        return person.at("n2").openSession(openSession(own)).getSessionId();
    }

    static RenewSessionRequest renewal(long session) {
        return RenewSessionRequest.newBuilder().setSessionId(session).build();
    }
}
