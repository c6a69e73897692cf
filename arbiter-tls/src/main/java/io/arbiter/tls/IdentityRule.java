package io.arbiter.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives an identity to certificates with a certain name, for authorities that write no SPIFFE ids.
 *
 * @param kind which name is compared
 * @param name the whole of it; one {@code *} stands for letters, digits, '.', '-' and '_'
 * @param path that of an {@link Identity}, without {@code spiffe://} and the trust domain; may repeat the {@code *}
 */
public record IdentityRule(Kind kind, String name, String path) {
    private static final Pattern FORM = Pattern.compile("(dns|subject):(.+?) *-> *([^ ]+)");
    private static final String STAR = "*";
    private static final String SAMPLE = "x";
    /** What a {@value #STAR} stands for. */
    private static final String NAME = "([A-Za-z0-9._-]+)";

    /** Which name of a certificate is compared. */
    public enum Kind {
        /** Each DNS name among the alternative names, without regard to case; a {@code *} gives small letters. */
        DNS,
        /** The subject, as RFC 2253 writes it, like {@code CN=orders,O=Example}; in UTF-8 or printable strings. */
        SUBJECT
    }

    /** @throws IllegalArgumentException if the path is none, or a {@code *} is missing or too many */
    public IdentityRule {
        boolean starsFit = stars(name) <= 1 && stars(path) <= stars(name);
        if (!starsFit || Identity.find(id(SAMPLE, path.replace(STAR, SAMPLE))).isEmpty()) {
            throw new IllegalArgumentException("\"" + path + "\" is no path for \"" + name
                    + "\", expected one like region/us-east/sidecar/orders, and at most one * on each side");
        }
    }

    /**
     * Reads rules with semicolons between them, each {@code dns:<name> -> <path>} or {@code subject:<name> -> <path>},
     * like {@code dns:*.orders.example -> region/us-east/sidecar/*}.
     *
     * @throws IllegalArgumentException if one is anything else
     */
    public static List<IdentityRule> parse(String text) {
        List<IdentityRule> rules =
                Arrays.stream(text.split(";")).map(IdentityRule::one).toList();
        if (rules.isEmpty()) {
            throw noRule(text);
        }
        return rules;
    }

    private static IdentityRule one(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw noRule(text);
        }
        return new IdentityRule(Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT)), form.group(2), form.group(3));
    }

    private static IllegalArgumentException noRule(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no rule; expected dns:<name> -> <path>");
    }

    private static long stars(String text) {
        return text.chars().filter(each -> each == '*').count();
    }

    /** The identity of whoever has that name; empty if the rule is not about it. */
    Optional<Identity> identity(String trustDomain, String presented) {
        boolean dns = kind == Kind.DNS;
        Matcher match = Pattern.compile(regex(), dns ? Pattern.CASE_INSENSITIVE : 0)
                // One name in any case, and so one identity.
                .matcher(dns ? presented.toLowerCase(Locale.ROOT) : presented);
        if (!match.matches()) {
            return Optional.empty();
        }
        String filled = match.groupCount() == 0 ? path : path.replace(STAR, match.group(1));
        // Whatever the name was made to look like, it gives a well-formed identity or none.
        return Identity.find(id(trustDomain, filled));
    }

    /** An identity with a part from a DNS name, with that part in small letters; empty if this rule gives none such. */
    Optional<String> normal(String trustDomain, String identity) {
        String pattern = id(trustDomain, path);
        int star = pattern.indexOf(STAR);
        if (kind != Kind.DNS || star < 0) {
            return Optional.empty();
        }
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        Matcher match = Pattern.compile(Pattern.quote(before) + NAME + Pattern.quote(after))
                .matcher(identity);
        return match.matches()
                ? Optional.of(before + match.group(1).toLowerCase(Locale.ROOT) + after)
                : Optional.empty();
    }

    private static String id(String trustDomain, String path) {
        return "spiffe://" + trustDomain + "/" + path;
    }

    private String regex() {
        int star = name.indexOf(STAR);
        return star < 0
                ? Pattern.quote(name)
                : Pattern.quote(name.substring(0, star)) + NAME + Pattern.quote(name.substring(star + 1));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + name + " -> " + path;
    }
}
