package io.arbiter.client;

import java.util.Map;

/**
 * The record has another version than expected, or a newer write of the same holder came first. Nothing was
 * changed.
 */
public final class RecordConflictException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public RecordConflictException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }

    /** The version that the record has; 0 if the refusal was not about versions. */
    public long actualVersion() {
        return fact("actual");
    }
}
