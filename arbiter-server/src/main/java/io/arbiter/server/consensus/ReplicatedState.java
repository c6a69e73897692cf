package io.arbiter.server.consensus;

import java.io.IOException;
import java.io.InputStream;

/**
 * Driven by the log. {@link #apply}, {@link #indexAdvanced}, {@link #freeze}, {@link #restoreSnapshot}, {@link #reset}
 * are called by one thread at a time, in log order, with the effects of each call visible to the next;
 * {@link #leadershipChanged} may come from other threads at the same time.
 *
 * <p>An exception out of any of them ends the process, because a replica that skipped an entry would diverge from the
 * others permanently. Refusals and bad input are results, not exceptions.
 */
public interface ReplicatedState {
    /**
     * Applies one committed entry.
     *
     * @param index its place in the log; larger than that of every entry applied before, not always by one
     * @param entry the bytes appended; must not be changed
     * @param localContext the object passed to {@link ReplicatedLog#append} if this node proposed the entry in this
     *     process and has not given it up since, else null
     */
    void apply(long index, byte[] entry, Object localContext);

    /**
     * The log has gone past an entry of its own, which holds nothing for the state.
     *
     * @param index its place in the log; larger than that of every entry applied or passed before
     */
    void indexAdvanced(long index);

    /** The state as of the last entry, for another thread to write. Quick. Each costs memory until closed. */
    SnapshotSource freeze();

    /**
     * Replaces the state by the snapshot that {@link SnapshotSource#writeTo} wrote, on this node or another.
     *
     * @throws IOException if the snapshot cannot be read or is damaged
     */
    void restoreSnapshot(InputStream in) throws IOException;

    /** Becomes the empty state: before the first entry, and before each restore. */
    void reset();

    /**
     * Leadership has changed. Must not block, nor call the log's blocking methods. A node that becomes a ready leader
     * is notified after everything committed before its term is applied. Calls come one at a time, in order; the last
     * one is the truth.
     */
    void leadershipChanged(Leadership leadership);
}
