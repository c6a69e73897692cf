package io.arbiter.server.raft.tcp;

import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLogIOException;

/**
 * Holds back a note of what was committed, until the next entry takes it along or a moment has passed.
 *
 * <p>After each commit the library appends an entry that says how far the log is committed. For a lone caller that is a
 * second append and sync on every node, which gets in the way of the caller's next command. The note is for a restart;
 * how far to apply the followers learn from every append.
 */
final class CommitNotes {
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private long heldIndex = -1;
    private long heldSinceNanos;

    /** Whether all that the follower lacks is such a note, and it may wait a moment longer. */
    boolean canWait(LogAppender appender) throws RaftLogIOException {
        long next = appender.getFollower().getNextIndex();
        if (appender.getRaftLog().getNextIndex() - next != 1 || !isNote(appender.getRaftLog().get(next))) {
            heldIndex = -1;
            return false;
        }
        long now = System.nanoTime();
        if (heldIndex != next) {
            heldIndex = next;
            heldSinceNanos = now;
        }
        if (now - heldSinceNanos >= HOLD_NANOS) {
            heldIndex = -1;
        }
        return heldIndex == next;
    }

    /** @param entry null if it has been purged meanwhile */
    private static boolean isNote(LogEntryProto entry) {
        return entry != null && entry.hasMetadataEntry();
    }

    /** How long the appender may sleep on account of a note. */
    long waitMillis() {
        return heldIndex < 0 ? Long.MAX_VALUE
                : TimeUnit.NANOSECONDS.toMillis(HOLD_NANOS - (System.nanoTime() - heldSinceNanos)) + 1;
    }
}
