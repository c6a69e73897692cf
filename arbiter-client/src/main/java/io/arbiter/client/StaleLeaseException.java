package io.arbiter.client;

import java.util.Map;

/**
 * The presented token is not the current one: the resource was granted to somebody else or let go. Nothing
 * was changed.
 */
public final class StaleLeaseException extends ArbiterException {

    StaleLeaseException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }

    /** The token that holds now; 0 if the resource is free. */
    public long currentToken() {
        return fact("current_token");
    }

    /** The session that holds it now; 0 if the resource is free. */
    public long holderSessionId() {
        return fact("holder_session_id");
    }
}
