package io.arbiter.tls;

import java.security.cert.CertificateException;

/** A certificate names nobody, or not whom it should. */
public final class IdentityException extends CertificateException {
    private static final long serialVersionUID = 1;

    /** @param message may have names of certificates in it: it stays one line, whatever is in them */
    public IdentityException(String message) {
        super(printable(message));
    }

    /** @param message as above */
    public IdentityException(String message, Throwable cause) {
        super(printable(message), cause);
    }

    private static String printable(String message) {
        return message.codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
