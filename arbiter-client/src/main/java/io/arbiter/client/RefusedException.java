package io.arbiter.client;

import java.util.Map;

/** The state does not allow it now; the reason tells which rule. Nothing was changed. */
public final class RefusedException extends ArbiterException {

    RefusedException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }
}
