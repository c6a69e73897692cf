package io.arbiter.fence.file;

import io.arbiter.fence.MarksException;

/**
 * Another process, or another store in this one, has the marks open. Close it first: two must not share a
 * file.
 */
public final class MarksInUseException extends MarksException {
    private static final long serialVersionUID = 1L;

    MarksInUseException(String message) {
        super(message);
    }
}
