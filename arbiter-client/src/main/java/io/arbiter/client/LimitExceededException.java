package io.arbiter.client;

import java.util.Map;

/** A limit of the arbiter, or of this client, is reached. Nothing was changed. */
public final class LimitExceededException extends ArbiterException {

    LimitExceededException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }
}
