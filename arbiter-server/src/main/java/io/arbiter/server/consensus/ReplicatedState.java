package io.arbiter.server.consensus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the log drives. {@link #apply}, {@link #writeSnapshot}, {@link #restoreSnapshot} and {@link #reset} are
 * called by one thread at a time, in log order, with the effects of each call visible to the next;
 * {@link #leadershipChanged} may come from other threads at the same time.
 *
 * <p>An exception out of any of them ends the process: an entry that one replica skipped would part it from the
 * others for ever. Refusals and bad input are results, not exceptions.
 */
public interface ReplicatedState {
    /**
     * Applies one committed entry.
     *
     * @param index its place in the log; larger than that of every entry applied before, not always by one
     * @param entry what was appended; must not be changed
     * @param localContext the object passed to {@link ReplicatedLog#append} if this node proposed the entry in this
     *     process and nobody gave it up meanwhile, else null
     */
    void apply(long index, byte[] entry, Object localContext);

    /** Writes the whole state, with what it needs to detect its own damage. Buffered by the caller. */
    void writeSnapshot(OutputStream out) throws IOException;

    /**
     * Replaces the state by what {@link #writeSnapshot} wrote, on this node or another.
     *
     * @throws IOException if the snapshot cannot be read or is damaged
     */
    void restoreSnapshot(InputStream in) throws IOException;

    /** Becomes the empty state: before the first entry, and before each restore. */
    void reset();

    /**
     * Tells of a change of leadership. Must not block, nor call the log's blocking methods. A node that becomes a
     * ready leader hears of it after everything committed before its term is applied. Calls come one at a time, in
     * order; the last one is the truth.
     */
    void leadershipChanged(Leadership leadership);
}
