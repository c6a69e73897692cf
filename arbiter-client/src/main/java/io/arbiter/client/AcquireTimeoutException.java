package io.arbiter.client;

import java.util.Map;

/**
 * The wait for a lease ended without a grant. The client left the queue; a grant that crosses this is
 * released at once.
 */
public final class AcquireTimeoutException extends ArbiterException {

    AcquireTimeoutException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }
}
