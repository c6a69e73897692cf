package io.arbiter.client;

import java.util.Map;

/**
 * The presented token is not the current one: the resource was granted to another session or released.
 * Nothing was changed.
 */
public final class StaleLeaseException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public StaleLeaseException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
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
