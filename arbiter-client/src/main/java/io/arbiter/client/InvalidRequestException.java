package io.arbiter.client;

import java.util.Map;

/** The request itself is wrong: nothing was changed, and repeating it does not help. */
public final class InvalidRequestException extends ArbiterException {

    InvalidRequestException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }

    /** The field that is wrong; empty if the arbiter did not say. */
    public String field() {
        return facts().getOrDefault("field", "");
    }
}
