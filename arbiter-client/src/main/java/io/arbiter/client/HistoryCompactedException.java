package io.arbiter.client;

import java.util.Map;

/**
 * The events from the requested revision on are no longer kept. Read the present state, then watch from its
 * revision.
 */
public final class HistoryCompactedException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public HistoryCompactedException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }

    /** The oldest revision that can still be watched. */
    public long oldestRevision() {
        return fact("oldest_revision");
    }
}
