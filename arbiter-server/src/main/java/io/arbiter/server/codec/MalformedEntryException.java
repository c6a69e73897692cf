package io.arbiter.server.codec;

/**
 * A log entry that this release cannot read. Every replica would fail on it alike, so nothing may be skipped: the node
 * stops and reports the reason.
 */
public final class MalformedEntryException extends RuntimeException {
    MalformedEntryException(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedEntryException(String message) {
        super(message);
    }
}
