package io.arbiter.server.replica;

import io.arbiter.core.outcome.Outcome;

/**
 * What this node proposed as one entry, and gave to the log as the entry's local context. Called on the applying
 * thread: must not block or throw.
 */
public interface LocalBatch {
    /** The entry's {@code position}-th command came to this, before anything later in the log was applied. */
    void applied(int position, long index, Outcome outcome);

    /** The whole entry is applied. */
    void applied(AppliedEntry entry);
}
