package io.arbiter.server.raft;

import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.raft.disk.LogDurability;
import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.proposal.PendingEntry;
import io.arbiter.server.raft.proposal.PendingProposals;
import io.arbiter.server.raft.snapshot.SnapshotFiles;
import io.arbiter.server.raft.snapshot.SnapshotStorage;
import io.arbiter.server.raft.snapshot.Snapshotter;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;

/**
 * Passes the library's calls on to the {@link ReplicatedState}. Entries, snapshots and reloads come on the library's
 * one updater thread; start-up and the notifications on others.
 *
 * <p>The library answers an exception out of apply, or a failed log, by closing itself inside a living process.
 * Here each ends the process.
 */
final class StateMachineAdapter extends BaseStateMachine {
    private final ReplicatedState state;
    private final PendingProposals proposals;
    private final FatalExit fatalExit;
    private final LogDurability durability;
    private final SnapshotStorage storage = new SnapshotStorage();
    private final Snapshotter snapshots;
    private volatile Runnable leadershipHint = () -> {};
    private volatile long storedConfiguration = -1;
    private volatile boolean open;
    private volatile boolean closing;

    StateMachineAdapter(ReplicatedState state, PendingProposals proposals, FatalExit fatalExit) {
        this(state, proposals, fatalExit, OpenDisk.plain());
    }

    StateMachineAdapter(ReplicatedState state, PendingProposals proposals, FatalExit fatalExit, OpenDisk disk) {
        this.state = state;
        this.durability = new LogDurability(disk, failure -> notifyLogFailed(failure, null));
        this.proposals = proposals;
        this.fatalExit = fatalExit;
        this.snapshots = new Snapshotter(state, new SnapshotFiles(storage, disk), fatalExit, System::nanoTime);
    }

    /** The hint is run, from any thread and with library locks held, whenever leadership may have changed. */
    void onLeadershipHint(Runnable hint) {
        leadershipHint = hint;
    }

    /** From here on the library has no reason to shut down; before, a failed start shuts it down. */
    void opened() {
        open = true;
    }

    /** From here on this node is closing the library, so its shutdown is expected. */
    void expectShutdown() {
        closing = true;
    }

    // ---- life cycle

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        super.initialize(server, groupId, raftStorage);
        storage.init(raftStorage);
        durability.open(raftStorage, () -> server.getDivision(groupId).getRaftLog());
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    private void load() throws IOException {
        setLastAppliedTermIndex(snapshots.load());
    }

    /**
     * A leader's snapshot is about to replace this node's: the last moment to make the received one durable first. The
     * library asserts that the state machine is paused by then.
     */
    @Override
    public void pause() {
        durability.beforeInstall();
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        try {
            getLifeCycle().startAndTransition(this::load, IOException.class);
            snapshots.installed(getLastAppliedTermIndex());
        } catch (IOException | RuntimeException | Error e) {
            fatalExit.exit(ExitCode.STATE_FAILED, "cannot load the snapshot that the leader sent", e);
            throw e;
        }
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    // ---- entries

    /** Only this process may propose, so every entry of the log has passed the server's validation. */
    @Override
    public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
        TransactionContext transaction = super.startTransaction(request);
        if (proposals.of(request).isEmpty()) {
            transaction.setException(new IOException("entries are proposed by the server itself only"));
        }
        return transaction;
    }

    /** The last call before the entry is in the log, with the server's lock held. */
    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        Optional.ofNullable(transaction.getClientRequest())
                .flatMap(proposals::of)
                .ifPresent(PendingEntry::enteringLog);
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        Optional<PendingEntry> pending = proposals.take(entry.getStateMachineLogEntry());
        durability.applying(TermIndex.valueOf(entry));
        try {
            byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
            state.apply(
                    entry.getIndex(), bytes, pending.map(PendingEntry::context).orElse(null));
        } catch (RuntimeException | Error e) {
            fatalExit.exit(
                    ExitCode.STATE_FAILED,
                    "cannot apply log entry " + entry.getIndex()
                            + "; skipping it would part this replica from the others",
                    e);
            throw e;
        }
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        pending.ifPresent(done -> done.result().complete(entry.getIndex()));
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    /** Also called when one comes with a snapshot, before it is known to be committed. */
    @Override
    public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
        storedConfiguration = index;
    }

    /** Configurations, which the library has stored by now, and notes of the commit index. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        durability.applying(TermIndex.valueOf(term, index));
        if (index == storedConfiguration) {
            durability.configured(index);
        }
        super.notifyTermIndexUpdated(term, index);
        state.indexAdvanced(index);
    }

    @Override
    public CompletableFuture<Void> flush(long index) {
        return durability.beforeFlush();
    }

    @Override
    public CompletableFuture<Void> truncate(long from) {
        durability.beforeCut(from);
        return CompletableFuture.completedFuture(null);
    }

    // ---- snapshots

    /** Called after the log is closed. */
    void closeBound() {
        durability.closeBound();
    }

    @Override
    public void close() throws IOException {
        snapshots.abandon();
        durability.closeSegments();
        super.close();
    }

    @Override
    public long takeSnapshot() throws IOException {
        TermIndex applied = getLastAppliedTermIndex();
        if (applied.getIndex() < 0) {
            return RaftLog.INVALID_LOG_INDEX;
        }
        try {
            return snapshots.take(applied);
        } catch (RuntimeException | Error e) {
            fatalExit.exit(ExitCode.STATE_FAILED, "cannot take the state as of " + applied, e);
            throw e;
        }
    }

    // ---- notifications

    @Override
    public void notifyLeaderReady() {
        leadershipHint.run();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        leadershipHint.run();
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId newLeader) {
        leadershipHint.run();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto failedEntry) {
        if (!closing) {
            fatalExit.exit(
                    ExitCode.LOG_FAILED,
                    "cannot write the log; is the disk full? The others go on without "
                            + "this node; free space and start it again",
                    cause);
        }
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServers) {
        if (open && !closing) {
            fatalExit.exit(ExitCode.CONSENSUS_STOPPED, "the consensus library shut itself down", null);
        }
    }
}
