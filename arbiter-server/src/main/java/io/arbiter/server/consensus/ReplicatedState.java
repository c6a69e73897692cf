package io.arbiter.server.consensus;

import java.io.IOException;
import java.io.InputStream;

/**
 * What the log drives. {@link #apply}, {@link #passed}, {@link #freeze}, {@link #restoreSnapshot} and {@link #reset}
 * are called by one thread at a time, in log order, with the effects of each call visible to the next;
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

    /**
     * Tells that the log has gone past an entry of its own, which holds nothing for the state.
     *
     * @param index its place in the log; larger than that of every entry applied or passed before
     */
    void passed(long index);

    /** The state as of the last entry, to be written by another thread. Quick; one at a time, until it is closed. */
    FrozenState freeze();

    /**
     * Replaces the state by what {@link FrozenState#writeTo} wrote, on this node or another.
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
