package io.arbiter.client;

import java.util.Map;

/**
 * The record has another version than expected, or a newer write of the same holder came first. Nothing was
 * changed.
 */
public final class RecordConflictException extends ArbiterException {

    RecordConflictException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }

    /** The version that the record has; 0 if the refusal was not about versions. */
    public long actualVersion() {
        return fact("actual");
    }
}
