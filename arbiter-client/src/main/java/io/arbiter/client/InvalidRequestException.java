package io.arbiter.client;

import java.util.Map;

/** The request itself is wrong: nothing was changed, and repeating it does not help. */
public final class InvalidRequestException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public InvalidRequestException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }

    /** The field that is wrong; empty if the arbiter did not say. */
    public String field() {
        return metadata().getOrDefault("field", "");
    }
}
