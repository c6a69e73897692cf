package io.arbiter.core.auth;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Identities of the tests, and short words for changes. */
final class People {
    static final Principal FOUNDER = new Principal("spiffe://prod/operator/ann");
    static final Principal EAST = new Principal("spiffe://prod/region/us-east/sidecar/a");
    static final Principal WEST = new Principal("spiffe://prod/region/us-west/sidecar/b");

    private People() {}

    static AuthChange bind(Principal who, String role, String prefix) {
        return new AuthChange.PutBinding(new Binding(who.identity(), role, prefix));
    }

    static AuthChange unbind(Principal who, String role, String prefix) {
        return new AuthChange.DeleteBinding(new Binding(who.identity(), role, prefix));
    }

    static AuthChange role(String name, Permission permission, String prefix, String... regions) {
        return new AuthChange.PutRole(
                new Role(name, List.of(new Grant(Set.of(permission), prefix, new TreeSet<>(Set.of(regions))))));
    }
}
