package io.arbiter.server.raft;

import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
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
 * What the library drives, passed on to the {@link ReplicatedState}. Entries, snapshots and reloads come on the
 * library's one updater thread; start-up and the notifications on others.
 *
 * <p>The library answers an exception out of apply, or a failed log, by closing itself inside a living process.
 * Here each ends the process.
 */
final class StateMachineAdapter extends BaseStateMachine {
    private final ReplicatedState state;
    private final Proposals proposals;
    private final FatalExit fatalExit;
    private final SnapshotStorage storage = new SnapshotStorage();
    private final SnapshotTaker snapshots;
    private volatile Runnable leadershipHint = () -> { };
    private volatile boolean open;
    private volatile boolean closing;

    StateMachineAdapter(ReplicatedState state, Proposals proposals, FatalExit fatalExit) {
        this.state = state;
        this.proposals = proposals;
        this.fatalExit = fatalExit;
        this.snapshots = new SnapshotTaker(state, storage, fatalExit, System::nanoTime);
    }

    /** To be called, from any thread and with library locks held, whenever leadership may have changed. */
    void onLeadershipHint(Runnable hint) {
        leadershipHint = hint;
    }

    /** From here on the library has no reason to shut down; before, that is how a start fails. */
    void opened() {
        open = true;
    }

    /** From here on the library's end is ours. */
    void closingByWill() {
        closing = true;
    }

    // ---- life cycle

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        super.initialize(server, groupId, raftStorage);
        storage.init(raftStorage);
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    private void load() throws IOException {
        setLastAppliedTermIndex(snapshots.load());
    }

    /** A leader's snapshot is about to take the place of ours; the library asserts that we are paused by then. */
    @Override
    public void pause() {
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

    /** Only this process may propose: what the log holds has passed the server's validation. */
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
        Optional.ofNullable(transaction.getClientRequest()).flatMap(proposals::of).ifPresent(PendingEntry::enteringLog);
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        Optional<PendingEntry> pending = proposals.take(entry.getStateMachineLogEntry());
        try {
            byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
            state.apply(entry.getIndex(), bytes, pending.map(PendingEntry::context).orElse(null));
        } catch (RuntimeException | Error e) {
            fatalExit.exit(ExitCode.STATE_FAILED, "cannot apply log entry " + entry.getIndex()
                    + "; skipping it would part this replica from the others", e);
            throw e;
        }
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        pending.ifPresent(done -> done.result().complete(entry.getIndex()));
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    /** Configurations, and notes of what is committed. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        super.notifyTermIndexUpdated(term, index);
        state.passed(index);
    }

    // ---- snapshots

    @Override
    public void close() throws IOException {
        snapshots.abandon();
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
            fatalExit.exit(ExitCode.LOG_FAILED, "cannot write the log; is the disk full? The others go on without "
                    + "this node; free space and start it again", cause);
        }
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServers) {
        if (open && !closing) {
            fatalExit.exit(ExitCode.CONSENSUS_STOPPED, "the consensus library shut itself down", null);
        }
    }
}
