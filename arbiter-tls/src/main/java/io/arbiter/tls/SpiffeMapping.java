package io.arbiter.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;

/**
 * By the SPIFFE id, or by rules if there is none. Two ids, or rules that name two, would let the certificate speak as
 * either, so they are refused.
 */
record SpiffeMapping(String trustDomain, List<IdentityRule> rules) implements IdentityMapping {
    SpiffeMapping {
        rules = List.copyOf(rules);
        if (!Identity.isTrustDomain(trustDomain)) {
            throw new IllegalArgumentException("\"" + trustDomain + "\" is no trust domain");
        }
    }

    @Override
    public Identity identify(X509Certificate certificate) throws IdentityException {
        List<String> ids = AlternativeNames.spiffeIds(certificate);
        if (ids.isEmpty() && !rules.isEmpty()) {
            return byRule(certificate);
        } else if (ids.size() != 1) {
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

    @Override
    public String normal(String identity) {
        return rules.stream()
                .flatMap(rule -> rule.normal(trustDomain, identity).stream())
                .findFirst()
                .orElse(identity);
    }

    /**
     * Whether the subject's text stands for this subject. Java writes every kind of string as if it were UTF-8, so the
     * text of two letters in UTF-16 can be that of four others; read again it is another subject.
     */
    private static boolean isWhatItSays(X500Principal subject) {
        try {
            return new X500Principal(subject.getName()).equals(subject);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private Identity byRule(X509Certificate certificate) throws IdentityException {
        String subject = certificate.getSubjectX500Principal().getName();
        List<String> subjects = isWhatItSays(certificate.getSubjectX500Principal()) ? List.of(subject) : List.of();
        List<String> dns = AlternativeNames.dns(certificate);
        Set<String> found = new TreeSet<>();
        for (IdentityRule rule : rules) {
            List<String> names = rule.kind() == IdentityRule.Kind.DNS ? dns : subjects;
            names.stream()
                    .map(name -> rule.identity(trustDomain, name))
                    .flatMap(Optional::stream)
                    .forEach(identity -> found.add(identity.toString()));
        }
        if (found.size() != 1) {
            throw new IdentityException("the certificate of \"" + subject + "\", with the DNS names " + dns
                    + ", has no SPIFFE id, and tls.identities gives it "
                    + (found.isEmpty() ? "none" : "several: " + found)
                    + "; expected one");
        }
        return Identity.parse(found.iterator().next());
    }
}
