package io.arbiter.tls;

import java.io.IOException;

/** Certificate, key or trust cannot be used; the message says which file, why, and what to do. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1;

    public TlsException(String message) {
        super(message);
    }

    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
