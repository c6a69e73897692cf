package io.arbiter.server.testing;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.Witness;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One node's view of a {@link MemoryCluster}. */
public final class MemoryLog implements ReplicatedLog {
    record Delivery(long index, byte[] entry, Object context) {
    }

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

    boolean isCutOff() {
        return cutOff;
    }

    /** On the cluster's thread. */
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

    /** Takes another state in place of what it has not applied. */
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
    public CompletableFuture<Long> readIndex(Optional<Witness> asker) {
        return leadership.ready() ? CompletableFuture.completedFuture(cluster.committedIndex())
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
    public boolean transferLeadership(Duration timeout) {
        return !leadership.isLeader();
    }

    @Override
    public void close() {
        cutOff = true;
    }
}
