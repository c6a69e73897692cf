package io.arbiter.core.auth;

import java.util.Optional;

/**
 * Who calls: an identity as its certificate writes it, {@code spiffe://<trust domain>/region/<region>/<role>/<name>} or
 * {@code spiffe://<trust domain>/<role>/<name>}. Whether it is written well was checked where the certificate was read.
 *
 * @param identity the written form, at most {@value #MAX_BYTES} bytes; empty for {@link #NOBODY}
 */
public record Principal(String identity) {
    /** Trust domain, region, role and name at their longest. */
    public static final int MAX_BYTES = 640;

    /** Whoever calls without a certificate. */
    public static final Principal NOBODY = new Principal("");

    private static final int REGIONAL_PARTS = 7;
    private static final int GLOBAL_PARTS = 5;

    public boolean isNobody() {
        return identity.isEmpty();
    }

    /** The region that the certificate is for; empty if it is for none in particular. */
    public Optional<String> region() {
        String[] parts = parts();
        return parts.length == REGIONAL_PARTS && parts[3].equals("region") ? Optional.of(parts[4]) : Optional.empty();
    }

    /** The role that the certificate names: its authority's word, and not one of the roles that are bound here. */
    public Optional<String> certifiedRole() {
        String[] parts = parts();
        if (parts.length == GLOBAL_PARTS) {
            return Optional.of(parts[3]);
        }
        return region().map(regional -> parts[5]);
    }

    String[] parts() {
        return identity.split("/", -1);
    }

    /** For people. */
    @Override
    public String toString() {
        return isNobody() ? "a caller without a certificate" : identity;
    }
}
