package io.arbiter.client;

import java.util.Map;

/** No node could carry the call out before its deadline, and it was certainly not carried out. Repeating is safe. */
public final class UnavailableException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public UnavailableException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
