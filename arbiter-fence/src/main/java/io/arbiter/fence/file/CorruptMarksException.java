package io.arbiter.fence.file;

import io.arbiter.fence.HighWaterMarkStoreException;

/**
 * The stored marks are damaged or gone. Opening is refused, because starting again from zero would let every stale
 * writer in. Restore the file, or, once no writer runs, set the mark with the current token of the lease.
 */
public final class CorruptMarksException extends HighWaterMarkStoreException {
    private static final long serialVersionUID = 1L;

    CorruptMarksException(String message) {
        super(message);
    }
}
