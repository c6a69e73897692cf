package io.arbiter.server.replica;

import io.arbiter.core.outcome.Outcome;

/**
 * The commands that this node proposed as one entry, given to the log as the entry's local context. Called on the
 * applying thread: must not block or throw.
 */
public interface LocalBatch {
    /** The outcome of the entry's {@code position}-th command, before anything later in the log is applied. */
    void applied(int position, long index, Outcome outcome);

    /** The whole entry is applied. */
    void applied(AppliedEntry entry);
}
