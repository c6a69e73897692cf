package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.Timestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one follower's log up to the leader's. Appends follow each other without waiting for answers (section 10.2.1
 * of Ongaro's dissertation); heartbeats go beside them when nothing was heard for a while, see {@link Pulse}.
 */
final class PipelinedAppender extends LogAppenderBase {
    private static final Logger LOG = LoggerFactory.getLogger(PipelinedAppender.class);
    /** How much longer than for a heartbeat it waits for an append, which may be megabytes on a slow link. */
    private static final int APPEND_PATIENCE = 10;
    /** Less than a fresh connection's buffers hold, on either side. */
    private static final int AT_ONCE_BYTES = 8 * 1024;

    private final Link bulk;
    private final Pulse pulse;
    private final Window window = new Window();
    private final Backoff backoff = new Backoff();
    private final Doorbell doorbell = new Doorbell();
    private final AtomicLong nextCallId = new AtomicLong();
    private final CommitNotes notes = new CommitNotes();
    private final long timeoutMillis;
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean sendsSnapshot;
    private volatile boolean looksSoon;

    PipelinedAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
        super(server, leader, follower);
        var rpc = (TcpServerRpc) getServerRpc();
        this.bulk = rpc.link(follower.getId(), Lane.BULK);
        this.timeoutMillis = RaftServerConfigKeys.Rpc.requestTimeout(server.getRaftServer().getProperties())
                .toLong(TimeUnit.MILLISECONDS);
        this.pulse = new Pulse(this, rpc.link(follower.getId(), Lane.CONTROL), timeoutMillis);
    }

    @Override
    public void start() {
        super.start();
        pulse.start();
    }

    @Override
    public void run() throws InterruptedException {
        while (isRunning()) {
            try {
                giveUpOnFailure();
                advance();
                rest();
            } catch (RaftLogIOException damaged) {
                throw new IllegalStateException(this + " cannot read the log", damaged);
            } catch (IOException broken) {
                restart(broken);
                backoff.pause();
            }
        }
    }

    private void advance() throws IOException {
        SnapshotInfo snapshot = shouldInstallSnapshot();
        if (snapshot == null) {
            sendAllEntries();
            return;
        }
        sendsSnapshot = true;
        try {
            new SnapshotSender(this, bulk).send(snapshot);
        } finally {
            sendsSnapshot = false;
        }
    }

    private void sendAllEntries() throws IOException {
        sending.lock();
        try {
            while (isRunning() && sendEntries()) {
                resetHeartbeatTrigger();
            }
        } finally {
            sending.unlock();
        }
    }

    /** Sends one append, if there is something to send and room for it. Under the lock, or they would overtake. */
    private boolean sendEntries() throws IOException {
        AppendEntriesRequestProto request;
        Window.Append append;
        synchronized (window) {
            if (!window.hasRoom() || !hasAppendEntries() || notes.canWait(this)) {
                return false;
            }
            request = newAppendEntriesRequest(nextCallId.getAndIncrement(), false);
            if (request == null || request.getEntriesCount() == 0) {
                return false;
            }
            append = window.add(request);
            getFollower().increaseNextIndex(request.getEntries(request.getEntriesCount() - 1).getIndex() + 1);
        }
        getFollower().updateLastRpcSendTime(false);
        bulk.send(Rpc.APPEND, request, reception(reply -> answered(append, reply)));
        return true;
    }

    /**
     * Sends a short entry on the thread that appended it, which saves it the hand-over to this appender's. Only what
     * the socket's buffer has room for beyond doubt, since that thread must not block.
     */
    private boolean sendAtOnce() {
        if (Thread.holdsLock(getServer()) || !sending.tryLock()) {
            return false;
        }
        try {
            return bulk.isOpen() && isShort() && sendEntries();
        } catch (IOException broken) {
            failure.compareAndSet(null, broken);
            return false;
        } finally {
            sending.unlock();
        }
    }

    private boolean isShort() throws RaftLogIOException {
        long next = getFollower().getNextIndex();
        LogEntryProto only = getRaftLog().getNextIndex() - next == 1 ? getRaftLog().get(next) : null;
        return only != null && window.fits() && window.bytes() + only.getSerializedSize() <= AT_ONCE_BYTES;
    }

    /** Until there may be something to do. While notes come, that is looked at by and by instead of at each ring. */
    private void rest() throws InterruptedException {
        looksSoon = notes.cameSinceLastLook();
        // Whoever rang may have left a note alone because of the last look; and what cannot be sent is tried again.
        boolean again = looksSoon || hasAppendEntries() && window.hasRoom();
        doorbell.await(again ? CommitNotes.HOLD_NANOS : TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }

    AppendEntriesRequestProto newHeartbeat() throws RaftLogIOException {
        resetHeartbeatTrigger();
        getFollower().updateLastRpcSendTime(true);
        return newAppendEntriesRequest(nextCallId.getAndIncrement(), true);
    }

    long heartbeatDueMillis() {
        return super.getHeartbeatWaitTimeMs();
    }

    /** None is due for the thread that sends entries, so that the library does not give it one instead of them. */
    @Override
    public long getHeartbeatWaitTimeMs() {
        return timeoutMillis;
    }

    @Override
    public void triggerHeartbeat() {
        super.triggerHeartbeat();
        pulse.ring();
    }

    /** A heartbeat carries the place in the log only while nothing after it is under way. */
    @Override
    public boolean hasPendingDataRequests() {
        return !window.isEmpty();
    }

    private void giveUpOnFailure() throws IOException {
        IOException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
    }

    /** Breaks the link of the entries if nothing comes back; called now and then, from another thread than theirs. */
    void watch() {
        getLeaderState().checkHealth(getFollower());
        long oldest = window.oldestMillis().orElse(0);
        long silent = getFollower().getLastRpcResponseTime().elapsedTimeMs();
        // A follower that takes a snapshot in answers nothing meanwhile.
        long patience = sendsSnapshot ? SnapshotSender.CHUNK_TIMEOUT.toMillis() : timeoutMillis;
        if (oldest > APPEND_PATIENCE * timeoutMillis || silent > patience && (sendsSnapshot || oldest > patience)) {
            bulk.reset(new IOException(getFollowerId() + " has not answered an append for " + oldest
                    + " ms, and nothing for " + silent + " ms"));
        }
    }

    /** Begins anew with a fresh connection, at the oldest entry that may not have arrived. */
    private void restart(IOException why) {
        LOG.debug("{} begins anew", this, why);
        bulk.reset(why);
        failure.set(null);
        synchronized (window) {
            window.giveUp().ifPresent(first -> getFollower().computeNextIndex(
                    next -> Math.max(getFollower().getMatchIndex() + 1, Math.min(next, first))));
        }
    }

    /** An answer to entries; on the thread that read it. */
    private void answered(Window.Append append, AppendEntriesReplyProto reply) {
        backoff.reset();
        getFollower().updateLastRespondedAppendEntriesSendTime(append.sentAt());
        synchronized (window) {
            if (window.answered(append) && reply.getResult() == AppendResult.INCONSISTENCY) {
                window.giveUp();
                stepBack(append.firstIndex(), reply);
            }
        }
        judge(reply);
    }

    /** On the thread that read the answer. */
    void heartbeatAnswered(Timestamp sentAt, AppendEntriesReplyProto reply) {
        getFollower().updateLastRespondedAppendEntriesSendTime(sentAt);
        synchronized (window) {
            if (window.isEmpty() && reply.getResult() == AppendResult.INCONSISTENCY) {
                stepBack(RaftLog.INVALID_LOG_INDEX, reply);
            }
        }
        judge(reply);
    }

    private void stepBack(long firstIndex, AppendEntriesReplyProto reply) {
        getFollower().setNextIndex(getNextIndexForInconsistency(firstIndex, reply.getNextIndex()));
    }

    private void judge(AppendEntriesReplyProto reply) {
        getFollower().updateLastRpcResponseTime();
        if (reply.getResult() == AppendResult.NOT_LEADER) {
            onFollowerTerm(reply.getTerm());
        } else if (reply.getResult() == AppendResult.SUCCESS) {
            getLeaderState().onFollowerCommitIndex(getFollower(), reply.getFollowerCommit());
            if (getFollower().updateMatchIndex(reply.getMatchIndex())) {
                // Not while a request is made, which reads the index twice.
                synchronized (window) {
                    getFollower().updateNextIndex(reply.getMatchIndex() + 1);
                }
                getLeaderState().onFollowerSuccessAppendEntries(getFollower());
            }
        }
        getLeaderState().onAppendEntriesReply(this, reply);
        notifyLogAppender();
    }

    private Reception<AppendEntriesReplyProto> reception(Consumer<AppendEntriesReplyProto> answered) {
        return new Reception<>() {
            @Override
            public void answered(AppendEntriesReplyProto reply) {
                answered.accept(reply);
            }

            @Override
            public void failed(IOException why) {
                failure.compareAndSet(null, why);
                doorbell.ring();
            }
        };
    }

    @Override
    public void notifyLogAppender() {
        if (shouldSendAppendEntries() && !sendAtOnce() && !(looksSoon && isNoteAlone())) {
            doorbell.ring();
        }
    }

    private boolean isNoteAlone() {
        try {
            return notes.isAlone(this);
        } catch (RaftLogIOException damaged) {
            failure.compareAndSet(null, damaged);
            return false;
        }
    }

    @Override
    public long getCallId() {
        return nextCallId.get();
    }

    @Override
    public Comparator<Long> getCallIdComparator() {
        return Long::compare;
    }

    /** Breaks the link of the entries, and tells whether their thread has ended. The server waits for that. */
    boolean breakOff() {
        boolean ended = super.stopAsync().isDone();
        bulk.reset(new IOException("leads no more"));
        return ended;
    }

    /** A write or a connect that hangs would not hear the interrupt. */
    @Override
    public CompletableFuture<LifeCycle.State> stopAsync() {
        CompletableFuture<LifeCycle.State> stopped = super.stopAsync();
        bulk.reset(new IOException("leads no more"));
        pulse.stop();
        return stopped;
    }
}
