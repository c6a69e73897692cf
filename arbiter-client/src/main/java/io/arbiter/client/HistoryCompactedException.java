package io.arbiter.client;

import java.util.Map;

/**
 * The events from the wanted revision on are no longer kept. Read the present state, then watch from its
 * revision.
 */
public final class HistoryCompactedException extends ArbiterException {

    HistoryCompactedException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }

    /** The oldest revision that can still be watched. */
    public long oldestRevision() {
        return fact("oldest_revision");
    }
}
