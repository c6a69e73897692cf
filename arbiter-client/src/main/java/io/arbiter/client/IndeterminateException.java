package io.arbiter.client;

import java.util.Map;

/**
 * The deadline passed, or the thread was interrupted, while the outcome of the call was unknown: it may have
 * been carried out, or may yet be. Repeating is safe.
 */
public final class IndeterminateException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public IndeterminateException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
