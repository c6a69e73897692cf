package io.arbiter.server.raft.tcp.append;

import io.arbiter.server.raft.tcp.wire.PeerConnection;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.raftlog.RaftLogIOException;

/**
 * Sends a follower the entries that it lacks, on any thread that has some. One thread at a time makes an append and
 * writes it, because appends would otherwise overtake each other. The window's lock keeps the follower's next index
 * fixed while a request is made from it, and is released before the write, which may block and which no answer must
 * wait for.
 */
final class EntrySender {
    /** Less than a fresh connection's buffers hold, on either side. */
    private static final int AT_ONCE_BYTES = 8 * 1024;

    private final PipelinedAppender appender;
    private final PeerConnection connection;
    private final InflightWindow window;
    private final CommitEntryDelay notes;
    private final AppendReplyHandler answers;
    private final ReentrantLock sending = new ReentrantLock();

    private record Outgoing(AppendEntriesRequestProto request, InflightWindow.Append append) {}

    EntrySender(
            PipelinedAppender appender,
            PeerConnection connection,
            InflightWindow window,
            CommitEntryDelay notes,
            AppendReplyHandler answers) {
        this.appender = appender;
        this.connection = connection;
        this.window = window;
        this.notes = notes;
        this.answers = answers;
    }

    /** Sends until there is nothing left or no room for it. */
    void sendAll() throws IOException {
        sending.lock();
        try {
            while (appender.isRunning() && sendNext()) {
                appender.spareHeartbeat();
            }
        } finally {
            sending.unlock();
        }
    }

    /**
     * Sends a short entry on the thread that appended it, which saves the hand-over to the appender's thread. Sends
     * only as much as surely fits in the socket's buffer, because the appending thread must not block.
     *
     * @return whether it sent the entry
     */
    boolean sendAtOnce() {
        if (Thread.holdsLock(appender.getServer()) || !sending.tryLock()) {
            return false;
        }
        try {
            return connection.isOpen() && isShort() && sendNext();
        } catch (IOException broken) {
            appender.broken(broken);
            return false;
        } finally {
            sending.unlock();
        }
    }

    private boolean isShort() throws RaftLogIOException {
        long next = appender.getFollower().getNextIndex();
        LogEntryProto only = appender.getRaftLog().getNextIndex() - next == 1
                ? appender.getRaftLog().get(next)
                : null;
        return only != null && window.fits() && window.bytes() + only.getSerializedSize() <= AT_ONCE_BYTES;
    }

    /** Under the lock. */
    private boolean sendNext() throws IOException {
        Outgoing next = next();
        if (next == null) {
            return false;
        }
        appender.getFollower().updateLastRpcSendTime(false);
        connection.send(RpcMethod.APPEND, next.request(), answers.to(next.append()));
        return true;
    }

    /** Null if there is nothing to send, or no room for it. */
    private Outgoing next() throws RaftLogIOException {
        synchronized (window) {
            if (!window.hasRoom() || !appender.hasAppendEntries() || notes.canWait(appender)) {
                return null;
            }
            AppendEntriesRequestProto request = appender.newEntries();
            if (request == null || request.getEntriesCount() == 0) {
                return null;
            }
            InflightWindow.Append append = window.add(request);
            appender.getFollower()
                    .increaseNextIndex(
                            request.getEntries(request.getEntriesCount() - 1).getIndex() + 1);
            return new Outgoing(request, append);
        }
    }

    /** Starts again at the oldest entry that may not have arrived. */
    void resend() {
        synchronized (window) {
            window.giveUp()
                    .ifPresent(first -> appender.getFollower()
                            .computeNextIndex(next ->
                                    Math.max(appender.getFollower().getMatchIndex() + 1, Math.min(next, first))));
        }
    }
}
