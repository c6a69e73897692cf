package io.arbiter.client;

import java.util.Map;

/** No node could carry the call out before its deadline, and it was certainly not done. Repeating is safe. */
public final class UnavailableException extends ArbiterException {

    UnavailableException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }
}
