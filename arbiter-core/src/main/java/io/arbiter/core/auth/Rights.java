package io.arbiter.core.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one caller may do as things stand. Immutable and thread-safe. */
public final class Rights {
    /** Where nothing is denied. */
    static final Rights UNLIMITED = new Rights(true, List.of(Grant.of(Permission.values())));

    private final boolean bound;
    private final List<Grant> grants;

    private Rights(boolean bound, List<Grant> grants) {
        this.bound = bound;
        this.grants = grants;
    }

    static Rights of(Principal caller, AuthState state) {
        boolean bound = false;
        var grants = new ArrayList<Grant>();
        for (Binding binding : state.bindings()) {
            if (binding.matches(caller)) {
                bound = true;
                state.role(binding.role()).stream()
                        .flatMap(role -> role.grants().stream())
                        .filter(grant -> grant.isFor(caller))
                        .forEach(grant -> narrow(grant, binding.prefix(), grants));
            }
        }
        return new Rights(bound, List.copyOf(grants));
    }

    /** Prefixes meet in the longer one, or not at all. */
    private static void narrow(Grant grant, String prefix, List<Grant> grants) {
        if (prefix.startsWith(grant.prefix())) {
            grants.add(new Grant(grant.permissions(), prefix, grant.regions()));
        } else if (grant.prefix().startsWith(prefix)) {
            grants.add(grant);
        }
    }

    /** Whether any role is bound to the caller. */
    public boolean isBound() {
        return bound;
    }

    public boolean may(Permission permission, String resource) {
        return grants.stream().anyMatch(grant -> grants(grant, permission) && resource.startsWith(grant.prefix()));
    }

    /** Whether for all resources, and so for what concerns none. */
    public boolean mayEverywhere(Permission permission) {
        return may(permission, "");
    }

    /** Whether for some resource whose name begins with {@code prefix}. */
    public boolean maySomewhere(Permission permission, String prefix) {
        return grants.stream()
                .anyMatch(grant -> grants(grant, permission)
                        && (prefix.startsWith(grant.prefix()) || grant.prefix().startsWith(prefix)));
    }

    private static boolean grants(Grant grant, Permission permission) {
        Set<Permission> permissions = grant.permissions();
        return permissions.contains(permission);
    }
}
