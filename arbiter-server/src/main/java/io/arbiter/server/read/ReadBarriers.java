package io.arbiter.server.read;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.Witness;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.replica.AppliedWaits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells a read when this node's state has caught up with everything committed before the read. Thread-safe. */
public final class ReadBarriers {
    private final ReplicatedLog log;
    private final AppliedWaits applied;
    private final Peers peers;
    private final SharedReadIndex own;
    private final SharedReadIndex leaders;

    /** @param atOnce questions that are on their way at a time; reads that come meanwhile share the next one */
    public ReadBarriers(ReplicatedLog log, AppliedWaits applied, Peers peers, int atOnce) {
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
     * What another node asks of the leader: the last entry with commands that it has to have applied. The log's own
     * entries after it would only keep that node waiting, until it hears that they are committed.
     */
    public CompletableFuture<Long> readIndex(Witness asker) {
        return log.readIndex(Optional.of(asker)).thenCompose(applied::reached)
                .thenApply(reached -> applied.lastApplied());
    }

    private CompletableFuture<Long> askLeader() {
        Leadership leadership = log.leadership();
        if (leadership.leader().isEmpty() || leadership.isLeader()) {
            return CompletableFuture.failedFuture(
                    new CallFailure(Reason.NO_LEADER, "nobody is known to lead; retry"));
        }
        return peers.readIndex(leadership.leader().get(), new Witness(leadership.self(), leadership.term()));
    }
}
