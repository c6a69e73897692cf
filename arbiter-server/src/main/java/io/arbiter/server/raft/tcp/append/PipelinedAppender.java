package io.arbiter.server.raft.tcp.append;

import io.arbiter.server.raft.tcp.wire.PeerConnection;
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
 * of Ongaro's dissertation); heartbeats go beside them after a while without an answer, see {@link HeartbeatSender}.
 */
public final class PipelinedAppender extends LogAppenderBase {
    private static final Logger LOG = LoggerFactory.getLogger(PipelinedAppender.class);
    /** Waits this many times longer for an append, maybe megabytes on a slow connection, than for a heartbeat. */
    private static final int APPEND_TIMEOUTS = 10;

    private final PeerConnection bulk;
    private final EntrySender entries;
    private final HeartbeatSender heartbeats;
    private final InflightWindow window = new InflightWindow();
    private final Backoff backoff = new Backoff();
    private final WakeupSignal wakeup = new WakeupSignal();
    private final AtomicLong nextCallId = new AtomicLong();
    private final CommitEntryDelay notes = new CommitEntryDelay();
    private final long timeoutMillis;
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private volatile boolean sendsSnapshot;
    private volatile boolean pollSoon;

    /**
     * @param bulk carries entries and snapshots
     * @param control carries heartbeats, which must not wait behind megabytes
     */
    public PipelinedAppender(
            RaftServer.Division server,
            LeaderState leader,
            FollowerInfo follower,
            PeerConnection bulk,
            PeerConnection control) {
        super(server, leader, follower);
        this.bulk = bulk;
        this.timeoutMillis = RaftServerConfigKeys.Rpc.requestTimeout(
                        server.getRaftServer().getProperties())
                .toLong(TimeUnit.MILLISECONDS);
        var answers = new AppendReplyHandler(this, window, backoff);
        this.entries = new EntrySender(this, bulk, window, notes, answers);
        this.heartbeats = new HeartbeatSender(this, control, answers, timeoutMillis);
    }

    @Override
    public void start() {
        super.start();
        heartbeats.start();
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

    /** Waits until there may be something to do. While notes come, it looks now and then instead of at each ring. */
    private void rest() throws InterruptedException {
        pollSoon = notes.cameSinceLastLook();
        // The ringing thread may have left a note alone because of the last look; and entries that cannot be sent are
        // retried.
        boolean again = pollSoon || hasAppendEntries() && window.hasRoom();
        wakeup.await(again ? CommitEntryDelay.HOLD_NANOS : TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }

    /** Null or without entries if there are none to send. Under the window's lock: it reads the next index twice. */
    AppendEntriesRequestProto newEntries() throws RaftLogIOException {
        return newAppendEntriesRequest(nextCallId.getAndIncrement(), false);
    }

    /** Sets the index to go on from when the follower's log does not fit. Under the window's lock. */
    void rewindTo(long firstIndex, long followersNext) {
        getFollower().setNextIndex(getNextIndexForInconsistency(firstIndex, followersNext));
    }

    /** Entries carry the information of a requested heartbeat. */
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

    /** None is due for the thread that sends entries, so that the library gives it no heartbeat instead of entries. */
    @Override
    public long getHeartbeatWaitTimeMs() {
        return timeoutMillis;
    }

    @Override
    public void triggerHeartbeat() {
        super.triggerHeartbeat();
        heartbeats.wake();
    }

    /** A heartbeat carries the place in the log only while nothing after it is under way. */
    @Override
    public boolean hasPendingDataRequests() {
        return !window.isEmpty();
    }

    /** The connection of the entries is broken; their thread is notified. From any thread, also under the lock. */
    void broken(IOException why) {
        failure.compareAndSet(null, why);
        wakeup.wake();
    }

    private void giveUpOnFailure() throws IOException {
        IOException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
    }

    /** Breaks the connection of the entries if nothing comes back; called now and then, from a thread of its own. */
    void watch() {
        getLeaderState().checkHealth(getFollower());
        long oldest = window.oldestMillis().orElse(0);
        long silent = getFollower().getLastRpcResponseTime().elapsedTimeMs();
        // A follower that takes a snapshot in answers nothing meanwhile.
        long timeout = sendsSnapshot ? SnapshotSender.CHUNK_TIMEOUT.toMillis() : timeoutMillis;
        if (oldest > APPEND_TIMEOUTS * timeoutMillis || silent > timeout && (sendsSnapshot || oldest > timeout)) {
            bulk.reset(new IOException(getFollowerId() + " has not answered an append for " + oldest
                    + " ms, and nothing for " + silent + " ms"));
        }
    }

    /** Starts again with a fresh connection. */
    private void restart(IOException why) {
        LOG.debug("{} begins anew", this, why);
        bulk.reset(why);
        failure.set(null);
        entries.resend();
    }

    @Override
    public void notifyLogAppender() {
        if (shouldSendAppendEntries() && !entries.sendAtOnce() && !(pollSoon && isNoteAlone())) {
            wakeup.wake();
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

    /** Breaks the connection of the entries, and returns whether their thread has ended, as the server awaits. */
    boolean abort() {
        boolean ended = super.stopAsync().isDone();
        bulk.reset(new IOException("leads no more"));
        return ended;
    }

    /** A write or a connect that hangs would not notice the interrupt. */
    @Override
    public CompletableFuture<LifeCycle.State> stopAsync() {
        CompletableFuture<LifeCycle.State> stopped = super.stopAsync();
        bulk.reset(new IOException("leads no more"));
        heartbeats.stop();
        return stopped;
    }
}
