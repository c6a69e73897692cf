package io.arbiter.client;

import java.util.Map;

/**
 * This client and the nodes do not accept each other: a certificate is missing, unreadable, expired or of an authority
 * that the other side does not trust, or only one of them uses TLS. Nothing was done, and repeating does not help
 * before that is mended; the message says whose certificate it is, and what to do. New files need no new client.
 *
 * <p>A call fails with this when every node that could be asked has failed so. A lease that is held is renewed over the
 * connections that are open; if they break, its gate closes by itself when its time is over.
 */
public final class UnauthenticatedException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public UnauthenticatedException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }
}
