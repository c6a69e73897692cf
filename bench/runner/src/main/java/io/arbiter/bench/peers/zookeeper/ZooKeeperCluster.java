package io.arbiter.bench.peers.zookeeper;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.ServerCluster;
import io.arbiter.bench.peers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Three ZooKeeper servers. */
final class ZooKeeperCluster extends ServerCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LEADER = "leader";
    private static final int NODES = 3;
    private static final int ATTEMPTS = 3;

    private final Site site;

    ZooKeeperCluster(Site site, Servers servers) {
        super("ZooKeeper", servers);
        this.site = site;
    }

    /** Waits until all serve, and creates the parent node of the resources. */
    void prepare() throws IOException {
        awaitServing();
        try (ZooKeeperClient client = connection(0, List.of(0), PATIENCE)) {
            client.makeRoot();
        }
    }

    @Override
    protected boolean serves(int node) {
        return mode(node).isPresent();
    }

    @Override
    protected Optional<Integer> currentLeader() {
        return Stream.of(0, 1, 2)
                .filter(node -> mode(node).filter(LEADER::equals).isPresent())
                .findFirst();
    }

    private Optional<String> mode(int node) {
        return ServerMode.ask(site.host(node), site.ports()[ServerFiles.CLIENT_PORT]);
    }

    /**
     * ZooKeeper has no means to move leadership. But among servers that know equally much it elects the highest id, so
     * all are started again with ids that favour the node. False if another is elected all the same, as may happen when
     * that node comes up too late. Takes some seconds, and breaks connections.
     */
    @Override
    public boolean lead(int node) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS && leader() != node; attempt++) {
                servers.end();
                for (int member = 0; member < NODES; member++) {
                    new ServerFiles(site, member, node).write();
                }
                for (int next = 0; next < NODES; next++) {
                    servers.restart((node + next) % NODES);
                }
                awaitServing();
            }
            return leader() == node;
        } catch (IOException failed) {
            throw new UncheckedIOException("while moving the lead to " + Site.region(node), failed);
        }
    }

    @Override
    public Client connect(int from, List<Integer> to, Duration ttl) {
        return connection(from, to, ttl);
    }

    private ZooKeeperClient connection(int from, List<Integer> to, Duration ttl) {
        return ZooKeeperClient.open(
                to.stream()
                        .map(node -> site.address(from, node, site.ports()[ServerFiles.CLIENT_PORT]))
                        .toList(),
                ttl);
    }

    /** A client of ZooKeeper cannot request a renewal: its connection keeps the session alive. */
    @Override
    public Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl) {
        return Optional.empty();
    }
}
