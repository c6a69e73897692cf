package io.arbiter.cli.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a certificate names: a SPIFFE id.
 *
 * @param region empty for people
 */
record Identity(String trustDomain, String region, Role role, String name) {
    /** RFC 5280, GeneralName. */
    private static final Integer URI_NAME = 6;

    private static final Pattern URI = Pattern.compile("spiffe://([^/]+)/(?:region/([^/]+)/)?([a-z]+)/([^/]+)");

    static Identity regional(String trustDomain, String region, Role role) {
        return new Identity(trustDomain, region, role, region);
    }

    static Identity person(String trustDomain, Role role) {
        return new Identity(trustDomain, "", role, role.name());
    }

    /** Empty if the certificate names nobody of this kind. */
    static Optional<Identity> of(X509Certificate certificate) {
        return uri(certificate).map(URI::matcher).filter(Matcher::matches).flatMap(Identity::of);
    }

    private static Optional<Identity> of(Matcher uri) {
        String region = uri.group(2) == null ? "" : uri.group(2);
        return Stream.of(Role.values())
                .filter(role -> role.name().equals(uri.group(3)))
                .map(role -> new Identity(uri.group(1), region, role, uri.group(4)))
                .findFirst();
    }

    /** The first URI among the alternative names. */
    static Optional<String> uri(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> name.get(0).equals(URI_NAME))
                            .map(name -> (String) name.get(1))
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    String uri() {
        return "spiffe://" + trustDomain + (region.isEmpty() ? "" : "/region/" + region) + "/" + role + "/" + name;
    }

    /** Of its files, without their ending: us-east-node, us-east-sidecar-orders, operator, operator-alice. */
    String file() {
        String usual = region.isEmpty() ? role.name() : region;
        return (region.isEmpty() ? "" : region + "-") + role + (name.equals(usual) ? "" : "-" + name);
    }
}
