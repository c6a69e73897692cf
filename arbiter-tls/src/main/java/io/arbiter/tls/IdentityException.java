package io.arbiter.tls;

import java.security.cert.CertificateException;

/** A certificate names nobody, or not whom it should. */
public final class IdentityException extends CertificateException {
    private static final long serialVersionUID = 1;

    public IdentityException(String message) {
        super(message);
    }

    public IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
