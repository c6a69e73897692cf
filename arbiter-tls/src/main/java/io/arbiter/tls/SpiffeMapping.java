package io.arbiter.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** By the SPIFFE id. Two of them would let the certificate speak as either, so they are refused. */
record SpiffeMapping(String trustDomain) implements IdentityMapping {
    private static final int URI = 6;
    private static final String SCHEME = "spiffe:";

    SpiffeMapping {
        if (!Identity.isTrustDomain(trustDomain)) {
            throw new IllegalArgumentException("\"" + trustDomain + "\" is no trust domain");
        }
    }

    @Override
    public Identity identify(X509Certificate certificate) throws IdentityException {
        List<String> ids = ids(certificate);
        if (ids.size() != 1) {
            throw new IdentityException("the certificate of \"" + certificate.getSubjectX500Principal() + "\" has "
                    + ids.size() + " SPIFFE ids; expected one, as URI among its alternative names, like spiffe://"
                    + trustDomain + "/region/us-east/sidecar/orders");
        }
        Identity identity = Identity.parse(ids.get(0));
        if (!identity.trustDomain().equals(trustDomain)) {
            throw new IdentityException(identity + " is of the trust domain " + identity.trustDomain() + ", expected "
                    + trustDomain + ": it is a certificate for another system, or tls.trust-domain differs");
        }
        return identity;
    }

    private static List<String> ids(X509Certificate certificate) throws IdentityException {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> Integer.valueOf(URI).equals(name.get(0)))
                    .map(name -> (String) name.get(1))
                    .filter(uri -> uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            throw new IdentityException("the certificate's alternative names cannot be read", unreadable);
        }
    }
}
