package io.arbiter.client;

import java.util.Map;

/**
 * The wait for a lease ended without a grant. The client left the queue; a grant that crosses this is
 * released at once.
 */
public final class AcquireTimeoutException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public AcquireTimeoutException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
