package io.arbiter.testing;

import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.server.consensus.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An arbiter of three nodes in this process, one in each of {@link TestArbiter#REGIONS}, for tests of what an
 * application does while the leader changes or a region is cut off: the server's own log on Ratis, each on files of its
 * own, behind the server's own gRPC service. It takes a second or two to start and to elect, and as long for every
 * other leader; {@link TestArbiter} is enough for everything else.
 *
 * <p>Not promised: the behaviour of real networks and disks. The nodes' Raft messages stay in the process, so they are
 * fast, and a partition loses them at once. A new leader has no grace, in which it would expire nobody. Ratis also
 * makes two settings for the whole process: it takes over the default handler of uncaught exceptions, and logs by
 * SLF4J.
 *
 * <p>Thread-safe. Methods that wait do so for at most five minutes, and do not answer an interrupt.
 */
public final class TestCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TestCluster.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TRANSFER = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();

    private final TestClock clock = new TestClock();
    private final Partition partition = new Partition();
    private final List<RaftNode> nodes = new ArrayList<>();
    private final Path directory = Files.createTempDirectory("arbiter-test-cluster");
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Clients clients;

    private TestCluster() throws IOException {
        try {
            List<Member> members = new ArrayList<>();
            for (String region : TestArbiter.REGIONS) {
                members.add(Node.member(region));
            }
            for (Member self : members) {
                nodes.add(RaftNode.start(self, members, directory.resolve(self.name()), clock, partition));
            }
            clients = new Clients(members.stream().map(Member::clientAddress).toList(), clock);
            leader();
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts three nodes on empty directories, and waits until one leads.
     *
     * @throws IllegalStateException if that is impossible: no ports, no temporary directory
     */
    public static TestCluster start() {
        return Ports.retrying(TestCluster::new);
    }

    /** The client addresses of the nodes, {@code host:port}, in the order of {@link TestArbiter#REGIONS}. */
    public List<String> endpoints() {
        return clients.endpoints();
    }

    /**
     * Starts to configure a client that has the nodes' addresses and clock; change what the test needs changed. The
     * caller closes the client, before the cluster if closing must release its leases.
     *
     * @param region one of {@link TestArbiter#REGIONS}; it decides nothing about which node the client asks
     */
    public ArbiterClientBuilder client(String region) {
        return clients.builder(region);
    }

    /** The clock of the nodes and of the clients that {@link #client} makes; a guard may read it, too. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Lets time pass at once, as {@link TestArbiter#advance} does, and waits until everything that is over by then
     * has ended. A renewal that arrives at that very moment may save its session, as it may in a cluster of servers.
     *
     * @param time zero or more; at most 100 years in sum
     * @throws IllegalStateException if no node leads for five minutes, e.g. because all are isolated
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ": it cannot go back");
        }
        clock.advance(time);
        await("that what is over ends", () -> ready().filter(RaftNode::endOverdue));
    }

    /**
     * The region of the node that leads, and that is not isolated; waits while there is none. It may be another as soon
     * as this returns.
     *
     * @throws IllegalStateException if none leads for five minutes
     */
    public String leader() {
        return await("a leader", this::ready).name();
    }

    /**
     * Makes another node lead, by a transfer without an interruption of more than a few round trips; waits for it.
     *
     * @return the region of the new leader
     * @throws IllegalStateException if no other node leads for five minutes
     */
    public String changeLeader() {
        RaftNode before = await("a leader", this::ready);
        return await("another leader than " + before.name(), () -> {
                    before.log().transferLeadership(TRANSFER);
                    return ready().filter(now -> now != before);
                })
                .name();
    }

    /**
     * Cuts a node off from the other nodes, both ways, until {@link #heal}; clients still reach it. If it led, it finds
     * out within seconds, and the others elect: see {@link #leader}. Without a majority nobody leads.
     *
     * @param region one of {@link TestArbiter#REGIONS}
     */
    public void isolate(String region) {
        if (!TestArbiter.REGIONS.contains(region)) {
            throw new IllegalArgumentException("no region '" + region + "': expected one of " + TestArbiter.REGIONS);
        }
        partition.isolate(region);
    }

    /** Joins all nodes again. */
    public void heal() {
        partition.heal();
    }

    /**
     * Cuts the connections of the clients that {@link #client} made, to all nodes: open calls fail, and so does every
     * new one, until {@link #reconnectClients}.
     */
    public void disconnectClients() {
        clients.disconnect();
    }

    /** Lets clients through again; they come by themselves, within about a second. */
    public void reconnectClients() {
        clients.reconnect();
    }

    /** The leader of the majority: a leader that has been cut off may still assume that it leads. */
    private Optional<RaftNode> ready() {
        return nodes.stream()
                .filter(node -> !partition.isIsolated(node.name()))
                .filter(RaftNode::leads)
                .findFirst();
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Optional<T> seen = look.get(); ; seen = look.get()) {
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited for " + what + " for " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Stops the nodes and deletes their files; blocks for a few seconds. Idempotent. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            nodes.parallelStream().forEach(RaftNode::close);
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException kept) {
            LOG.warn("could not delete {}; nothing uses it any more", directory, kept);
        }
    }
}
