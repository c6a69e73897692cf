package io.arbiter.server.raft.tcp.append;

import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLogIOException;

/**
 * Holds back a note of the commit index, until the next entry takes it along or a moment has passed.
 *
 * <p>After each commit the library appends an entry that says how far the log is committed. For a lone caller that is a
 * second append and sync on every node, which gets in the way of the caller's next command. The note is for a restart;
 * followers learn from every append how far to apply.
 */
final class CommitEntryDelay {
    /** A note waits at least this long, and at most twice that. */
    static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private long heldIndex = -1;
    private long heldSinceNanos;
    private boolean came;

    /** Whether the follower lacks nothing but a note, which may wait a moment longer. */
    synchronized boolean canWait(LogAppender appender) throws RaftLogIOException {
        long next = appender.getFollower().getNextIndex();
        if (!isAlone(appender)) {
            heldIndex = -1;
            return false;
        }
        came = true;
        long now = System.nanoTime();
        if (heldIndex != next) {
            heldIndex = next;
            heldSinceNanos = now;
        }
        return now - heldSinceNanos < HOLD_NANOS;
    }

    /** Whether the follower lacks nothing but a note. */
    boolean isAlone(LogAppender appender) throws RaftLogIOException {
        long next = appender.getFollower().getNextIndex();
        LogEntryProto only = appender.getRaftLog().getNextIndex() - next == 1
                ? appender.getRaftLog().get(next)
                : null; // null as well if it has been purged meanwhile
        return only != null && only.hasMetadataEntry();
    }

    /** Whether a note has been held back since the last call. */
    synchronized boolean cameSinceLastLook() {
        boolean result = came;
        came = false;
        return result;
    }
}
