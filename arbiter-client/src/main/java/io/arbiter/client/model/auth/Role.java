package io.arbiter.client.model.auth;

import java.util.List;

/**
 * Grants under a name.
 *
 * @param name 1 to 64 characters a-z, 0-9 and '-', not at either end; not that of a built-in role to put one
 * @param grants at most 100
 */
public record Role(String name, List<RoleGrant> grants) {
    public Role {
        grants = List.copyOf(grants);
    }
}
