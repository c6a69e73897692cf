package io.arbiter.client.internal.context;

import io.arbiter.tls.Identity;
import io.arbiter.tls.IdentityException;
import io.arbiter.tls.IdentityMapping;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;

/**
 * By the SPIFFE id. A certificate without any is nobody whom a client would take for a node, but may well be its own:
 * the nodes can know it by another name (tls.identities), and theirs is the word.
 */
record ClientMapping(String trustDomain) implements IdentityMapping {
    private static final String SPIFFE = "spiffe:";

    @Override
    public Identity identify(X509Certificate certificate) throws IdentityException {
        return hasId(certificate)
                ? IdentityMapping.spiffe(trustDomain).identify(certificate)
                : new Identity(trustDomain, Optional.empty(), "unknown", "without-spiffe-id");
    }

    private static boolean hasId(X509Certificate certificate) throws IdentityException {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .anyMatch(name -> name.regionMatches(true, 0, SPIFFE, 0, SPIFFE.length()));
        } catch (CertificateParsingException e) {
            throw new IdentityException("the certificate's alternative names cannot be read", e);
        }
    }
}
