package io.arbiter.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a certificate names, written as the SPIFFE id {@code spiffe://<trust domain>/region/<region>/<role>/<name>}, or
 * {@code spiffe://<trust domain>/<role>/<name>} for who belongs to no region. Immutable.
 *
 * @param trustDomain 1 to 255 characters a-z, 0-9, '.', '-' and '_': whose certificates these are
 * @param region where it runs: 1 to 63 characters a-z, 0-9 and '-', not at either end
 * @param role what it is, like {@value #NODE} or {@code sidecar}: written as a region is, but not the word "region"
 * @param name which one it is: 1 to 128 characters a-z, A-Z, 0-9, '.', '-' and '_'; not "." or ".."
 */
public record Identity(String trustDomain, Optional<String> region, String role, String name) {
    /** The role of Arbiter's own nodes. */
    public static final String NODE = "node";

    private static final String SCHEME = "spiffe://";
    private static final String WORD = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final String NAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,128}";
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
    private static final Pattern ID = Pattern.compile(
            SCHEME + "(" + DOMAIN + ")(?:/region/(" + WORD + "))?/(?!region/)(" + WORD + ")/(" + NAME + ")");
    private static final int MAX_SHOWN = 512;

    /** @throws IllegalArgumentException if a part is not as described */
    public Identity {
        String id = print(trustDomain, region, role, name);
        Matcher parts = ID.matcher(id);
        if (!parts.matches()
                || !parts.group(1).equals(trustDomain)
                || !Optional.ofNullable(parts.group(2)).equals(region)) {
            throw new IllegalArgumentException(wrong(id));
        }
    }

    /** The identity of a node. */
    public static Identity node(String trustDomain, String region, String name) {
        return new Identity(trustDomain, Optional.of(region), NODE, name);
    }

    /**
     * Reads the written form, exactly: no other case, no escapes, no query, no empty part.
     *
     * @throws IdentityException if it is anything else
     */
    public static Identity parse(String id) throws IdentityException {
        return find(id).orElseThrow(() -> new IdentityException(wrong(id)));
    }

    /** The same; empty if it is anything else. */
    static Optional<Identity> find(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches()
                ? Optional.of(new Identity(
                        parts.group(1), Optional.ofNullable(parts.group(2)), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /** Whether the text can be a trust domain. */
    public static boolean isTrustDomain(String text) {
        return DOMAIN.matcher(text).matches();
    }

    private static String wrong(String id) {
        return "\"" + id.substring(0, Math.min(id.length(), MAX_SHOWN)) + "\" is no identity; expected spiffe://"
                + "<trust domain>/region/<region>/<role>/<name> or spiffe://<trust domain>/<role>/<name>";
    }

    private static String print(String trustDomain, Optional<String> region, String role, String name) {
        return SCHEME + trustDomain + region.map(at -> "/region/" + at).orElse("") + "/" + role + "/" + name;
    }

    /** The written form. */
    @Override
    public String toString() {
        return print(trustDomain, region, role, name);
    }
}
