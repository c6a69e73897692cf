package io.arbiter.bench.peers.zookeeper;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** A ZooKeeper session, with answers as futures. */
final class Connection extends ZooKeeper {
    private static final byte[] NOTHING = {};

    private Connection(List<String> addresses, int sessionMillis, Watcher watcher) throws IOException {
        super(String.join(",", addresses), sessionMillis, watcher, false, new PreferredFirst(addresses));
    }

    static ZookeeperFactory factory(List<String> addresses) {
        return (connectString, sessionMillis, watcher, canBeReadOnly) ->
                new Connection(addresses, sessionMillis, watcher);
    }

    CompletableFuture<Void> create(String path, CreateMode mode) {
        var answer = new CompletableFuture<Void>();
        create(
                path,
                NOTHING,
                Ids.OPEN_ACL_UNSAFE,
                mode,
                (code, asked, context, name) -> settle(answer, code, asked),
                null);
        return answer;
    }

    CompletableFuture<Void> delete(String path) {
        var answer = new CompletableFuture<Void>();
        delete(path, -1, (code, asked, context) -> settle(answer, code, asked), null);
        return answer;
    }

    /** Both requests are in flight at once: ZooKeeper keeps the order of a session. */
    CompletableFuture<Void> syncAndRead(String path) {
        var answer = new CompletableFuture<Void>();
        sync(path, (code, asked, context) -> {}, null);
        getData(
                path,
                false,
                (code, asked, context, data, stat) ->
                        settle(answer, code == Code.NONODE.intValue() ? Code.OK.intValue() : code, asked),
                null);
        return answer;
    }

    CompletableFuture<Void> watch(String path, Watcher watcher) {
        var answer = new CompletableFuture<Void>();
        addWatch(path, watcher, AddWatchMode.PERSISTENT, (code, asked, context) -> settle(answer, code, asked), null);
        return answer;
    }

    private static void settle(CompletableFuture<Void> answer, int code, String path) {
        if (code == Code.OK.intValue()) {
            answer.complete(null);
        } else {
            answer.completeExceptionally(KeeperException.create(Code.get(code), path));
        }
    }

    /** Ends without notifying the server, which keeps the session until it runs out. */
    void vanish() {
        cnxn.disconnect();
    }

    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // Its threads end by themselves all the same.
        }
    }
}
