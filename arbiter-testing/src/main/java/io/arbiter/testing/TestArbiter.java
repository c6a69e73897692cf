package io.arbiter.testing;

import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.memory.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An arbiter of one node in this process, for the tests of an application: the server's own state machine, expiry and
 * gRPC service, on a free port of the loopback address. It is ready when {@link #start} returns.
 *
 * <pre>{@code
 * try (TestArbiter arbiter = TestArbiter.start();
 *         ArbiterClient client = arbiter.client("us-east").build()) {
 *     Lease lease = client.acquire("orders", Duration.ZERO);
 *     arbiter.advance(Duration.ofMinutes(1));
 *     assertFalse(lease.isOpen());
 * }
 * }</pre>
 *
 * <p>Not promised: anything that consensus gives. One log in memory takes its place, so nothing is kept on disk,
 * nothing survives {@link #close}, and no leader changes: {@link TestCluster} is for that. Nor is its speed a
 * server's, or what it logs, or that two arbiters in one process know of each other.
 *
 * <p>Thread-safe. Methods that block say so; none answers an interrupt.
 */
public final class TestArbiter implements AutoCloseable {
    /** The regions that sessions may live in. */
    public static final List<String> REGIONS = List.of("us-east", "us-west", "eu-central");

    private final TestClock clock = new TestClock();
    private final MemoryCluster cluster = new MemoryCluster();
    private final Node node = new Node(clock);
    private final MemoryLog log;
    private final Clients clients;

    private TestArbiter() throws IOException {
        Member self = Node.member(REGIONS.get(0));
        log = cluster.join(self, node.replica());
        clients = new Clients(List.of(self.clientAddress()), clock);
        try {
            node.serve(self, log, Set.copyOf(REGIONS), peer -> Clients.plaintext(peer.clientAddress()));
            cluster.elect(log);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts an arbiter without any state: its first fencing token is 1. Blocks until it leads.
     *
     * @throws IllegalStateException if no port of the loopback address is free
     */
    public static TestArbiter start() {
        return Ports.retrying(TestArbiter::new);
    }

    /** The address where it serves clients: one {@code host:port}. */
    public List<String> endpoints() {
        return clients.endpoints();
    }

    /**
     * Starts to configure a client that has this arbiter's address and clock; change what the test needs changed. The
     * caller closes the client, before the arbiter if closing must release its leases.
     *
     * @param region one of {@link #REGIONS}
     */
    public ArbiterClientBuilder client(String region) {
        return clients.builder(region);
    }

    /** The clock of the arbiter and of the clients that {@link #client} makes; a guard may read it, too. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Lets time pass at once. Sessions that are not renewed for longer than TTL and drift bound by then, and
     * lock-delays that are over, have ended when this returns; their leases are free or granted to a waiter. No
     * renewal comes in between, so all sessions of a TTL below that end, as if every holder had been paused; their
     * gates are closed.
     *
     * <p>Only code that compares clocks sees the jump at once. Timers run by this machine's clock: a client finds its
     * loss, and notifies its listeners, within a twelfth of its TTL; one that waits in a queue waits on; and a call
     * that is under way during the jump is not repeated beyond its time-out. In real time leases last as always: give
     * a client a long TTL if a slow machine must not end its session.
     *
     * @param time zero or more; at most 100 years in sum
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ": it cannot go back");
        }
        cluster.commitAtOnce(log, () -> {
            clock.advance(time);
            return node.overdue();
        });
    }

    /**
     * Cuts the connections of the clients that {@link #client} made: open calls fail, and so does every new one, until
     * {@link #reconnectClients}. Leases stay with their sessions until these are over.
     */
    public void disconnectClients() {
        clients.disconnect();
    }

    /** Lets clients through again; they come by themselves, within about a second. */
    public void reconnectClients() {
        clients.reconnect();
    }

    /** Stops serving and forgets everything; blocks for a few seconds if clients are still connected. Idempotent. */
    @Override
    public void close() {
        node.close();
        cluster.close();
    }
}
