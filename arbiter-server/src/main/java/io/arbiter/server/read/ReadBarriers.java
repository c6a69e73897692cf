package io.arbiter.server.read;

import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.replica.AppliedWaits;
import java.util.concurrent.CompletableFuture;

/** Tells a read when this node's state has caught up with everything committed before the read. Thread-safe. */
public final class ReadBarriers {
    private final ReplicatedLog log;
    private final CommandBatcher batcher;
    private final AppliedWaits applied;
    private final Peers peers;
    private final SharedBarrier leaders;

    public ReadBarriers(ReplicatedLog log, CommandBatcher batcher, AppliedWaits applied, Peers peers) {
        this.log = log;
        this.batcher = batcher;
        this.applied = applied;
        this.peers = peers;
        this.leaders = new SharedBarrier(this::askLeader);
    }

    /** On the leader alone: the index of an entry proposed after this call, applied here. Else fails. */
    public CompletableFuture<Long> ownBarrier() {
        return batcher.barrier();
    }

    /** On any node: completes when the local state may be read. Fails with {@code NO_LEADER} if nobody leads. */
    public CompletableFuture<Void> caughtUp() {
        return log.leadership().ready()
                ? batcher.barrier().thenApply(index -> null)
                : leaders.index().thenCompose(applied::reached);
    }

    private CompletableFuture<Long> askLeader() {
        Leadership leadership = log.leadership();
        if (leadership.leader().isEmpty() || leadership.isLeader()) {
            return CompletableFuture.failedFuture(
                    new CallFailure(Reason.NO_LEADER, "nobody is known to lead; retry"));
        }
        return peers.barrier(leadership.leader().get());
    }
}
