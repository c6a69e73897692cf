package io.arbiter.chaos.power.cluster;

import io.arbiter.chaos.power.disk.Disk;
import io.arbiter.server.consensus.Member;
import io.arbiter.testsupport.process.Daemon;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Three nodes, and a proposer to the leader. */
public final class Cluster implements Closeable {
    private static final int SIZE = 3;
    private static final int UNDER_WAY = 12;
    private static final long LOOK_MILLIS = 2;

    private final Ledger ledger;
    private final Links links = new Links();
    private final List<Node> nodes = new ArrayList<>();
    private final Load load;
    private volatile boolean over;

    /** @param options of the run; the random numbers are this run's own */
    public Cluster(RunOptions options, Leaders leaders, Ledger ledger, Random random) throws IOException {
        this.ledger = ledger;
        this.load = new Load(new Random(random.nextLong()));
        String cluster = "power-" + options.seed();
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= SIZE; i++) {
            String name = "n" + i + "-" + options.seed();
            members.add(new Member(name, "r" + i, links.before(name), "127.0.0.1:" + i));
            leaders.tell(name, ledger);
        }
        var surroundings =
                new Node.Surroundings(cluster, members, links, new Formation(SIZE), ledger, random.nextBoolean());
        for (Member member : members) {
            nodes.add(new Node(member.name(), Disk.empty(options.root(), member.name(), options.lie()), surroundings));
        }
    }

    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    public Links links() {
        return links;
    }

    public Optional<Node> leader() {
        return nodes.stream()
                .filter(node -> node.server() != null && node.server().isLeader())
                .findFirst();
    }

    /** From now on entries are proposed, as long as there is a leader. */
    public void propose() {
        Daemon.start("load", this::keepProposing);
    }

    private void keepProposing() {
        Semaphore free = new Semaphore(UNDER_WAY);
        while (!over) {
            for (Node node : nodes) {
                if (node.server().isLeader() && free.tryAcquire()) {
                    propose(node.server(), load.next()).whenComplete((done, lost) -> free.release());
                }
            }
            pause(LOOK_MILLIS);
        }
    }

    /** An entry counts as acknowledged if a node reports it before its power goes. */
    private CompletableFuture<?> propose(Server server, byte[] entry) {
        return server.log()
                .map(log -> log.append(entry, null))
                .orElseGet(() -> new CompletableFuture<>())
                .whenComplete((index, failure) -> {
                    if (failure == null && !server.isOff()) {
                        ledger.acknowledged(index, Load.number(entry));
                    }
                });
    }

    /** @return whether it came true in time, and before a violation */
    public boolean await(long millis, BooleanSupplier condition) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || !ledger.violations().isEmpty()) {
                return false;
            }
            pause(LOOK_MILLIS);
        }
        return true;
    }

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** After {@link #close}. */
    public void deleteDisks() throws IOException {
        for (Node node : nodes) {
            node.deleteDisks();
        }
    }

    public void stopProposing() {
        over = true;
    }

    @Override
    public void close() throws IOException {
        over = true;
        links.close();
        for (Node node : nodes) {
            if (node.server() != null) {
                node.server().powerOff();
                node.disk().kill();
                node.server().close();
            }
        }
    }
}
