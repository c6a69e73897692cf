package io.arbiter.client.model.auth;

import java.util.List;

/**
 * All roles and bindings.
 *
 * @param revision all of this is as of this revision
 * @param enabled whether what nobody granted is denied
 * @param roles the built-in ones, then the others, each by name
 * @param bindings by identity
 */
public record AuthStatus(long revision, boolean enabled, List<Role> roles, List<Binding> bindings) {
    public AuthStatus {
        roles = List.copyOf(roles);
        bindings = List.copyOf(bindings);
    }
}
