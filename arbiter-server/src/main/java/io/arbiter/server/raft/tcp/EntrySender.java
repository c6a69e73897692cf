package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.raftlog.RaftLogIOException;

/**
 * Sends a follower the entries that it lacks, on whichever thread has some. One thread at a time makes an append and
 * writes it, or appends would overtake each other; the window's lock keeps the follower's next index as it is while a
 * request is made of it, and is let go before the write, which may block and which no answer must wait for.
 */
final class EntrySender {
    /** Less than a fresh connection's buffers hold, on either side. */
    private static final int AT_ONCE_BYTES = 8 * 1024;

    private final PipelinedAppender appender;
    private final Link link;
    private final Window window;
    private final CommitNotes notes;
    private final AppendAnswers answers;
    private final ReentrantLock sending = new ReentrantLock();

    private record Outgoing(AppendEntriesRequestProto request, Window.Append append) { }

    EntrySender(PipelinedAppender appender, Link link, Window window, CommitNotes notes, AppendAnswers answers) {
        this.appender = appender;
        this.link = link;
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
     * Sends a short entry on the thread that appended it, which saves it the hand-over to the appender's. Only what
     * the socket's buffer has room for beyond doubt, since that thread must not block.
     *
     * @return whether it did
     */
    boolean sendAtOnce() {
        if (Thread.holdsLock(appender.getServer()) || !sending.tryLock()) {
            return false;
        }
        try {
            return link.isOpen() && isShort() && sendNext();
        } catch (IOException broken) {
            appender.broken(broken);
            return false;
        } finally {
            sending.unlock();
        }
    }

    private boolean isShort() throws RaftLogIOException {
        long next = appender.getFollower().getNextIndex();
        LogEntryProto only = appender.getRaftLog().getNextIndex() - next == 1 ? appender.getRaftLog().get(next) : null;
        return only != null && window.fits() && window.bytes() + only.getSerializedSize() <= AT_ONCE_BYTES;
    }

    /** Under the lock. */
    private boolean sendNext() throws IOException {
        Outgoing next = next();
        if (next == null) {
            return false;
        }
        appender.getFollower().updateLastRpcSendTime(false);
        link.send(Rpc.APPEND, next.request(), answers.to(next.append()));
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
            Window.Append append = window.add(request);
            appender.getFollower().increaseNextIndex(
                    request.getEntries(request.getEntriesCount() - 1).getIndex() + 1);
            return new Outgoing(request, append);
        }
    }

    /** Begins anew at the oldest entry that may not have arrived. */
    void startOver() {
        synchronized (window) {
            window.giveUp().ifPresent(first -> appender.getFollower().computeNextIndex(
                    next -> Math.max(appender.getFollower().getMatchIndex() + 1, Math.min(next, first))));
        }
    }
}
