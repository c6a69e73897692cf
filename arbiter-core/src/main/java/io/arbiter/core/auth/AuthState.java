package io.arbiter.core.auth;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may do what, and whose signatures count, as one value. Immutable: a change makes another one.
 *
 * @param enabled whether anything is denied
 * @param roles beside the built-in ones, by name
 */
public record AuthState(
        boolean enabled, NavigableMap<String, Role> roles, NavigableSet<Binding> bindings, SigningKeys keys) {
    public static final int MAX_ROLES = 1_000;
    public static final int MAX_BINDINGS = 1_000;

    /** Nothing is denied. */
    public static final AuthState INITIAL = new AuthState(false, new TreeMap<>(), new TreeSet<>(), SigningKeys.NONE);

    public AuthState {
        roles = Collections.unmodifiableNavigableMap(new TreeMap<>(roles));
        bindings = Collections.unmodifiableNavigableSet(new TreeSet<>(bindings));
    }

    public Optional<Role> role(String name) {
        return Optional.ofNullable(BuiltInRoles.all().getOrDefault(name, roles.get(name)));
    }

    /** Everything while authorization is not enabled; nobody may do anything once it is. */
    public Rights rightsOf(Principal caller) {
        return enabled ? Rights.of(caller, this) : Rights.UNLIMITED;
    }

    public boolean isBound(String role) {
        return bindings.stream().anyMatch(binding -> binding.role().equals(role));
    }

    public AuthState withEnabled(boolean now) {
        return new AuthState(now, roles, bindings, keys);
    }

    public AuthState with(Role role) {
        var changed = new TreeMap<>(roles);
        changed.put(role.name(), role);
        return new AuthState(enabled, changed, bindings, keys);
    }

    public AuthState withoutRole(String name) {
        var changed = new TreeMap<>(roles);
        changed.remove(name);
        return new AuthState(enabled, changed, bindings, keys);
    }

    public AuthState with(Binding binding) {
        var changed = new TreeSet<>(bindings);
        changed.add(binding);
        return new AuthState(enabled, roles, changed, keys);
    }

    public AuthState without(Binding binding) {
        var changed = new TreeSet<>(bindings);
        changed.remove(binding);
        return new AuthState(enabled, roles, changed, keys);
    }

    public AuthState with(SigningKeys others) {
        return new AuthState(enabled, roles, bindings, others);
    }
}
