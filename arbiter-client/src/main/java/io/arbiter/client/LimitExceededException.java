package io.arbiter.client;

import java.util.Map;

/** A limit of the arbiter, or of this client, is reached. Nothing was changed. */
public final class LimitExceededException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public LimitExceededException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
