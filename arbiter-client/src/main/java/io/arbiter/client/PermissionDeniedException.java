package io.arbiter.client;

import java.util.Map;

/**
 * The arbiter knows whom this client's certificate names, and that identity may not do this. Nothing was changed, and
 * repeating it does not help: use the certificate of another identity, or have this one allowed to.
 */
public final class PermissionDeniedException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public PermissionDeniedException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
