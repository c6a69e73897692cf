package io.arbiter.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The alternative names (SAN) of a certificate. */
final class AlternativeNames {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final String SPIFFE = "spiffe:";
    private static final String EXTENSION = "2.5.29.17";
    private static final String UNREADABLE = "the certificate's alternative names cannot be read, so it names nobody; "
            + "expected each as RFC 5280 writes it";

    private AlternativeNames() {}

    /** Also those that are wrongly written: each counts. */
    static List<String> spiffeIds(X509Certificate certificate) throws IdentityException {
        return all(certificate, URI).stream()
                .filter(uri -> uri.regionMatches(true, 0, SPIFFE, 0, SPIFFE.length()))
                .toList();
    }

    static List<String> dns(X509Certificate certificate) throws IdentityException {
        return all(certificate, DNS);
    }

    private static List<String> all(X509Certificate certificate, int kind) throws IdentityException {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null && certificate.getExtensionValue(EXTENSION) != null) {
                // Java reads all of them or none, and says of those that it cannot read that there are none.
                throw new IdentityException(UNREADABLE);
            }
            return Optional.ofNullable(names).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> Integer.valueOf(kind).equals(name.get(0)))
                    .map(name -> (String) name.get(1))
                    .toList();
        } catch (CertificateParsingException | RuntimeException unreadable) {
            // The latter for an address whose mask is none.
            throw new IdentityException(UNREADABLE, unreadable);
        }
    }
}
