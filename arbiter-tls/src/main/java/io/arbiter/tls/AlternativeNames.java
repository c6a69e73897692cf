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
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> Integer.valueOf(kind).equals(name.get(0)))
                    .map(name -> (String) name.get(1))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            throw new IdentityException("the certificate's alternative names cannot be read", unreadable);
        }
    }
}
