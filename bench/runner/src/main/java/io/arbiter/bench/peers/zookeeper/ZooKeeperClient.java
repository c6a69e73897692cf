package io.arbiter.bench.peers.zookeeper;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.EventType;

/** One session. Its connection keeps it alive, every third of its time-out when nothing else is sent. */
final class ZooKeeperClient implements Client {
    /** As between the attempts of etcd's clients. */
    private static final int RETRY_MILLIS = 25;

    private static final int CONNECT_MILLIS = 15_000;
    private static final String ROOT = "/resource";

    private final CuratorFramework curator;
    private final Connection connection;
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();

    private ZooKeeperClient(CuratorFramework curator, Connection connection) {
        this.curator = curator;
        this.connection = connection;
    }

    static ZooKeeperClient open(List<String> addresses, Duration ttl) {
        CuratorFramework curator = CuratorFrameworkFactory.builder()
                .connectString(String.join(",", addresses))
                .zookeeperFactory(Connection.factory(addresses))
                .sessionTimeoutMs((int) ttl.toMillis())
                .connectionTimeoutMs(CONNECT_MILLIS)
                .retryPolicy(new RetryForever(RETRY_MILLIS))
                .build();
        curator.start();
        try {
            if (!curator.getZookeeperClient().blockUntilConnectedOrTimedOut()) {
                throw new IllegalStateException("cannot connect to ZooKeeper at " + addresses);
            }
            return new ZooKeeperClient(
                    curator, (Connection) curator.getZookeeperClient().getZooKeeper());
        } catch (Exception failed) {
            curator.close();
            throw new IllegalStateException("no session with ZooKeeper at " + addresses, failed);
        }
    }

    /** Creates the parent node of the resources. */
    void makeRoot() {
        connection.create(ROOT, CreateMode.PERSISTENT).join();
    }

    @Override
    public CompletableFuture<Grant> acquire(String resource) {
        String path = path(resource);
        return connection.create(path, CreateMode.EPHEMERAL).thenApply(created -> () -> connection.delete(path));
    }

    @Override
    public CompletableFuture<Grant> lock(String resource, Duration atMost) {
        return seats.computeIfAbsent(resource, name -> new Seat(curator, "/lock/" + name))
                .take(atMost);
    }

    /**
     * A {@code sync} and a read. ZooKeeper has nothing stronger, but this is weaker than the reads of the others: the
     * leader answers without asking a majority whether it still leads.
     */
    @Override
    public CompletableFuture<Void> read(String resource) {
        return connection.syncAndRead(path(resource));
    }

    @Override
    public CompletableFuture<Void> watch(String resource, Runnable onTaken) {
        return connection.watch(path(resource), event -> {
            if (event.getType() == EventType.NodeCreated) {
                onTaken.run();
            }
        });
    }

    private static String path(String resource) {
        return ROOT + "/" + resource;
    }

    @Override
    public void vanish() {
        connection.vanish();
        close();
    }

    @Override
    public void close() {
        seats.values().forEach(Seat::close);
        curator.close();
    }
}
