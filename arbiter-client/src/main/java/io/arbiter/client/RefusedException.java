package io.arbiter.client;

import java.util.Map;

/** The state does not allow the request now; the reason names the rule. Nothing was changed. */
public final class RefusedException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public RefusedException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
