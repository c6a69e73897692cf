package io.arbiter.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/** Finds the identity in a certificate that is trusted already. Implementations are thread-safe. */
@FunctionalInterface
public interface IdentityMapping {
    /** @throws IdentityException if the certificate names nobody, or several */
    Identity identify(X509Certificate certificate) throws IdentityException;

    /**
     * The identity as this mapping gives it now. DNS names once gave the letters of the certificate, not small ones,
     * and what was kept then may be written so.
     */
    default String normal(String identity) {
        return identity;
    }

    /**
     * By the one SPIFFE id among the certificate's alternative names (URI SAN).
     *
     * @param trustDomain whose ids are accepted; every other's are refused
     */
    static IdentityMapping spiffe(String trustDomain) {
        return of(trustDomain, List.of());
    }

    /** The same, and by the rules for a certificate without any such id. */
    static IdentityMapping of(String trustDomain, List<IdentityRule> rules) {
        return new SpiffeMapping(trustDomain, rules);
    }
}
