package io.arbiter.server.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that the audit keeps.
 *
 * @param at by this node's wall clock
 * @param caller the identity of its certificate; empty if it showed none
 * @param outcome OK, or the reason of the failure
 * @param details what the caller named, in order; each cut at {@value #MAX_CHARACTERS} characters
 */
public record AuditEvent(Instant at, String caller, String action, String outcome, Map<String, String> details) {
    static final int MAX_CHARACTERS = 1_024;
    /** The outcome of what was done. */
    static final String OK = "OK";

    public AuditEvent {
        var cut = new LinkedHashMap<String, String>();
        details.forEach((key, value) -> cut.put(key, value.substring(0, Math.min(value.length(), MAX_CHARACTERS))));
        details = Collections.unmodifiableMap(cut);
    }
}
