package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.LifeCycle;
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

    private final Link bulk;
    private final EntrySender entries;
    private final Pulse pulse;
    private final Window window = new Window();
    private final Backoff backoff = new Backoff();
    private final Doorbell doorbell = new Doorbell();
    private final AtomicLong nextCallId = new AtomicLong();
    private final CommitNotes notes = new CommitNotes();
    private final long timeoutMillis;
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private volatile boolean sendsSnapshot;
    private volatile boolean looksSoon;

    PipelinedAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
        super(server, leader, follower);
        var rpc = (TcpServerRpc) getServerRpc();
        this.bulk = rpc.link(follower.getId(), Lane.BULK);
        this.timeoutMillis = RaftServerConfigKeys.Rpc.requestTimeout(server.getRaftServer().getProperties())
                .toLong(TimeUnit.MILLISECONDS);
        var answers = new AppendAnswers(this, window, backoff);
        this.entries = new EntrySender(this, bulk, window, notes, answers);
        this.pulse = new Pulse(this, rpc.link(follower.getId(), Lane.CONTROL), answers, timeoutMillis);
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
            entries.sendAll();
            return;
        }
        sendsSnapshot = true;
        try {
            new SnapshotSender(this, bulk).send(snapshot);
        } finally {
            sendsSnapshot = false;
        }
    }

    /** Until there may be something to do. While notes come, that is looked at by and by instead of at each ring. */
    private void rest() throws InterruptedException {
        looksSoon = notes.cameSinceLastLook();
        // Whoever rang may have left a note alone because of the last look; and what cannot be sent is tried again.
        boolean again = looksSoon || hasAppendEntries() && window.hasRoom();
        doorbell.await(again ? CommitNotes.HOLD_NANOS : TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }

    /** Null or without entries if there are none to send. Under the window's lock: it reads the next index twice. */
    AppendEntriesRequestProto newEntries() throws RaftLogIOException {
        return newAppendEntriesRequest(nextCallId.getAndIncrement(), false);
    }

    /** Where to go on when the follower's log does not fit. Under the window's lock. */
    void stepBack(long firstIndex, long followersNext) {
        getFollower().setNextIndex(getNextIndexForInconsistency(firstIndex, followersNext));
    }

    /** Entries take along what a heartbeat was asked to tell. */
    void spareHeartbeat() {
        resetHeartbeatTrigger();
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

    /** The link of the entries is of no use; their thread hears of it. From any thread, also under the lock. */
    void broken(IOException why) {
        failure.compareAndSet(null, why);
        doorbell.ring();
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

    /** Begins anew with a fresh connection. */
    private void restart(IOException why) {
        LOG.debug("{} begins anew", this, why);
        bulk.reset(why);
        failure.set(null);
        entries.startOver();
    }

    @Override
    public void notifyLogAppender() {
        if (shouldSendAppendEntries() && !entries.sendAtOnce() && !(looksSoon && isNoteAlone())) {
            doorbell.ring();
        }
    }

    private boolean isNoteAlone() {
        try {
            return notes.isAlone(this);
        } catch (RaftLogIOException damaged) {
            broken(damaged);
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
