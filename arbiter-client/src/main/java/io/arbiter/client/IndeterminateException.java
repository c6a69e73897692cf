package io.arbiter.client;

import java.util.Map;

/**
 * The deadline passed, or the thread was interrupted, while the fate of the call was open: it may have been
 * done or may yet be done. Repeating is safe.
 */
public final class IndeterminateException extends ArbiterException {

    IndeterminateException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }
}
