package io.arbiter.client;

import java.util.Map;

/** The session is not alive (any more), and so it holds nothing. Open another by acquiring again. */
public final class SessionEndedException extends ArbiterException {

    SessionEndedException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }
}
