package io.arbiter.server.read;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.replica.ApplyWaiters;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Completes for a read once this node's state has caught up with everything committed before the read. Thread-safe. */
public final class ReadBarriers {
    private final ReplicatedLog log;
    private final ApplyWaiters applied;
    private final Peers peers;
    private final SharedReadIndex own;
    private final SharedReadIndex leaders;

    /** @param atOnce requests in flight at a time; reads that come meanwhile share the next one */
    public ReadBarriers(ReplicatedLog log, ApplyWaiters applied, Peers peers, int atOnce) {
        this.log = log;
        this.applied = applied;
        this.peers = peers;
        this.own = new SharedReadIndex(() -> log.readIndex(Optional.empty()), atOnce);
        this.leaders = new SharedReadIndex(this::askLeader, atOnce);
    }

    /** Completes when the local state may be read, on the leader alone. Else fails. */
    public CompletableFuture<Void> caughtUpAsLeader() {
        return own.next().thenCompose(applied::reached);
    }

    /** On any node: completes when the local state may be read. Fails with {@code NO_LEADER} if nobody leads. */
    public CompletableFuture<Void> caughtUp() {
        return log.leadership().ready() ? caughtUpAsLeader() : leaders.next().thenCompose(applied::reached);
    }

    /**
     * Answers another node on the leader: the last entry with commands that the node must have applied. The log's own
     * entries after that one would only keep the node waiting until it learns that they are committed.
     */
    public CompletableFuture<Long> readIndex(TermAck asker) {
        return log.readIndex(Optional.of(asker))
                .thenCompose(applied::reached)
                .thenApply(reached -> applied.lastApplied());
    }

    private CompletableFuture<Long> askLeader() {
        Leadership leadership = log.leadership();
        if (leadership.leader().isEmpty() || leadership.isLeader()) {
            return CompletableFuture.failedFuture(
                    new CallException(Reason.NO_LEADER, "nobody is known to lead; retry"));
        }
        return peers.readIndex(leadership.leader().get(), new TermAck(log.memberId(), leadership.term()));
    }
}
