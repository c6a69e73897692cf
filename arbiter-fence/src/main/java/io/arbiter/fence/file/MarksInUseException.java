package io.arbiter.fence.file;

import io.arbiter.fence.HighWaterMarkStoreException;

/**
 * Another process, or another store in this one, has the marks open. Close it first: two must not share a
 * file.
 */
public final class MarksInUseException extends HighWaterMarkStoreException {
    private static final long serialVersionUID = 1L;

    MarksInUseException(String message) {
        super(message);
    }
}
