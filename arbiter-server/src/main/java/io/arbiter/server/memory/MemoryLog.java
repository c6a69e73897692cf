package io.arbiter.server.memory;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.replica.AppliedEntry;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.ReplicaListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One node's view of a {@link MemoryCluster}. */
public final class MemoryLog implements ReplicatedLog {
    record Delivery(long index, byte[] entry, Object context) {}

    private final MemoryCluster cluster;
    private final Member self;
    private final ReplicatedState state;
    private final ArrayDeque<Delivery> backlog = new ArrayDeque<>();
    private volatile Leadership leadership;
    private volatile long applied = -1;
    private volatile boolean cutOff;

    MemoryLog(MemoryCluster cluster, Member self, ReplicatedState state) {
        this.cluster = cluster;
        this.self = self;
        this.state = state;
        this.leadership = new Leadership(self.name(), Optional.empty(), false, 0);
    }

    Member self() {
        return self;
    }

    /** Returns once the state knows its cluster, by the first entry of a log that a service leads. */
    void awaitFormed() {
        if (state instanceof Replica replica) {
            var formed = new CompletableFuture<Void>();
            replica.addListener(new ReplicaListener() {
                @Override
                public void entryApplied(AppliedEntry entry) {
                    replica.clusterId().ifPresent(id -> formed.complete(null));
                }
            });
            replica.clusterId().ifPresent(id -> formed.complete(null));
            formed.orTimeout(MemoryCluster.PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /** Called on the cluster's thread. */
    void deliver(Delivery delivery) {
        backlog.add(delivery);
        applyBacklog();
    }

    void applyBacklog() {
        while (!cutOff && !backlog.isEmpty()) {
            Delivery next = backlog.poll();
            state.apply(next.index(), next.entry(), next.context());
            applied = next.index();
        }
    }

    void cutOff(boolean cut) {
        cutOff = cut;
        applyBacklog();
    }

    /** Replaces the entries that it has not applied by another state. */
    void dropBacklog(long appliedThrough) {
        backlog.clear();
        applied = appliedThrough;
    }

    void tell(Optional<Member> leader, boolean ready, long term) {
        leadership = new Leadership(self.name(), leader, ready, term);
        state.leadershipChanged(leadership);
    }

    @Override
    public CompletableFuture<Long> append(byte[] entry, Object localContext) {
        if (!leadership.ready()) {
            return CompletableFuture.failedFuture(notLeader());
        }
        return cluster.append(this, entry, localContext);
    }

    @Override
    public CompletableFuture<Long> readIndex(Optional<TermAck> asker) {
        return leadership.ready()
                ? CompletableFuture.completedFuture(cluster.committedIndex())
                : CompletableFuture.failedFuture(notLeader());
    }

    private NotLeaderException notLeader() {
        return new NotLeaderException(self.name() + " does not lead", leadership.leader());
    }

    @Override
    public int maxEntryBytes() {
        return 4 << 20;
    }

    @Override
    public Leadership leadership() {
        return leadership;
    }

    @Override
    public long appliedIndex() {
        return applied;
    }

    @Override
    public long committedIndex() {
        return cluster.committedIndex();
    }

    @Override
    public long snapshotIndex() {
        return -1;
    }

    @Override
    public List<FollowerProgress> followers() {
        return List.of();
    }

    @Override
    public List<Member> members() {
        return cluster.members();
    }

    @Override
    public boolean transferLeadership(Optional<String> to, Duration timeout) {
        return !leadership.isLeader();
    }

    @Override
    public void close() {
        cutOff = true;
    }
}
