package io.arbiter.core.auth;

import java.util.Comparator;

/**
 * Gives a role to identities.
 *
 * @param pattern an identity as it is written, in which {@code *} stands for any one part of the path
 * @param prefix narrows the role to the resources whose names begin with it; empty for all that the role grants
 */
public record Binding(String pattern, String role, String prefix) implements Comparable<Binding> {
    private static final String ANY = "*";
    private static final Comparator<Binding> ORDER =
            Comparator.comparing(Binding::pattern).thenComparing(Binding::role).thenComparing(Binding::prefix);

    public boolean matches(Principal caller) {
        String[] wanted = pattern.split("/", -1);
        String[] parts = caller.parts();
        if (wanted.length != parts.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals(ANY) && !wanted[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Binding other) {
        return ORDER.compare(this, other);
    }

    /** For people, and for the history. */
    @Override
    public String toString() {
        return pattern + " is " + role + (prefix.isEmpty() ? "" : " of " + prefix);
    }
}
