package io.arbiter.testing;

import io.arbiter.maelstrom.raft.MessageRpc;
import io.arbiter.server.config.Profile;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.RaftConfig;
import io.arbiter.server.raft.RatisLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node of three: the server's own log on Ratis, on disk; only its messages stay in this process. */
final class RaftNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
    private static final long SNAPSHOT_EVERY_ENTRIES = 10_000;

    private final Node node;
    private final RatisLog log;
    private CompletableFuture<Void> ending = CompletableFuture.completedFuture(null);

    private RaftNode(Node node, RatisLog log) {
        this.node = node;
        this.log = log;
    }

    static RaftNode start(Member self, List<Member> members, Path directory, TestClock clock, Partition partition)
            throws IOException {
        var node = new Node(clock);
        RatisLog log = log(self, members, directory, node, partition);
        var started = new RaftNode(node, log);
        try {
            node.serve(self, log, Set.of(), partition.channelsFrom(self.name()));
            return started;
        } catch (IOException failed) {
            started.close();
            throw failed;
        }
    }

    private static RatisLog log(Member self, List<Member> members, Path directory, Node node, Partition partition) {
        var config = new RaftConfig(
                "test",
                self.name(),
                members,
                (properties, parameters) ->
                        MessageRpc.configure(properties, parameters, partition.carrier(self.name())),
                directory,
                Profile.LOCAL,
                SNAPSHOT_EVERY_ENTRIES);
        try {
            return RatisLog.start(
                    config,
                    node.replica(),
                    (code, reason, cause) -> LOG.error("node {} cannot go on: {}", self.name(), reason, cause));
        } catch (StartException failed) {
            throw new IllegalStateException("node " + self.name() + " did not start: " + failed.getMessage(), failed);
        }
    }

    Node node() {
        return node;
    }

    RatisLog log() {
        return log;
    }

    String name() {
        return log.leadership().self();
    }

    /** Leads, has applied everything, and knows which cluster it is in: it serves at once. */
    boolean leads() {
        return log.leadership().ready()
                && node.leads()
                && node.replica().clusterId().isPresent();
    }

    /**
     * Proposes the end of what is over, unless a proposal is on its way.
     *
     * @return whether nothing of it is left on this node
     */
    synchronized boolean endOverdue() {
        List<byte[]> entries = node.overdue();
        if (ending.isDone()) {
            ending = CompletableFuture.allOf(entries.stream()
                            .map(entry -> log.append(entry, null))
                            .toArray(CompletableFuture<?>[]::new))
                    .exceptionally(failure -> {
                        LOG.debug("what is over is looked for again", failure);
                        return null;
                    });
        }
        return entries.isEmpty();
    }

    @Override
    public void close() {
        node.close();
        log.close();
    }
}
