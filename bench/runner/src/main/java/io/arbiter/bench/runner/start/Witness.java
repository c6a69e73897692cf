package io.arbiter.bench.runner.start;

import io.arbiter.bench.peers.Await;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An ordinary client, which holds one lease all the time. */
final class Witness implements AutoCloseable {
    /** It has to outlast a start of all servers. */
    private static final Duration TTL = Duration.ofMinutes(2);

    private static final String RESOURCE = "witness";

    private final ArbiterClient client;
    private final Lease lease;

    private Witness(ArbiterClient client, Lease lease) {
        this.client = client;
        this.lease = lease;
    }

    static Witness enter(List<String> endpoints, String region) {
        ArbiterClient client = ArbiterClient.builder()
                .endpoints(endpoints)
                .region(region)
                .ttl(TTL)
                .build();
        return new Witness(client, client.acquire(RESOURCE, Duration.ZERO));
    }

    /** For the client's other requests. */
    ArbiterClient client() {
        return client;
    }

    /** Waits until the servers answer. @throws IOException if it holds its lease no more, or with another token */
    void testify() throws IOException {
        Grant held = Await.answer("an answer to a client", this::held);
        if (!lease.isOpen() || held.token() != lease.token() || held.sessionId() != lease.sessionId()) {
            throw new IOException("a client that held its lease with token " + lease.token() + " is " + lease.state()
                    + ", and the servers know of token " + held.token());
        }
    }

    private Optional<Grant> held() {
        try {
            return client.admin().getLease(RESOURCE, Consistency.LINEARIZABLE).grant();
        } catch (ArbiterException unanswered) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
