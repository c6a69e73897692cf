package io.arbiter.server.audit;

import io.arbiter.server.failure.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /** The outcomes of whoever was turned away: for want of an identity, of a right, or of a place. */
    private static final Set<String> DENIALS = Stream.of(
                    Reason.PERMISSION_DENIED, Reason.LIMIT_EXCEEDED, Reason.RATE_LIMITED, Reason.OVERLOADED)
            .map(Reason::name)
            .collect(Collectors.toUnmodifiableSet());

    public AuditEvent {
        var cut = new LinkedHashMap<String, String>();
        details.forEach((key, value) -> cut.put(key, value.substring(0, Math.min(value.length(), MAX_CHARACTERS))));
        details = Collections.unmodifiableMap(cut);
    }

    boolean isDone() {
        return outcome.equals(OK);
    }

    /** Whether the caller was turned away, so that nothing was done. */
    boolean isDenial() {
        return DENIALS.contains(outcome);
    }
}
