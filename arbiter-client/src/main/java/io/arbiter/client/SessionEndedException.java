package io.arbiter.client;

import java.util.Map;

/** The session is not alive (any more), and so it holds nothing. Open another by acquiring again. */
public final class SessionEndedException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public SessionEndedException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
