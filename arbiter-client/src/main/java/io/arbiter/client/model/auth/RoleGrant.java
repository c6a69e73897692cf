package io.arbiter.client.model.auth;

import java.util.Set;

/**
 * Some permissions for the resources under a prefix.
 *
 * @param permissions at least one; those that only a newer version knows are left out
 * @param prefix resources that begin with it, letter by letter; empty for all, and for what concerns no resource
 * @param regions only for certificates of these regions, at most 64; empty for every certificate
 */
public record RoleGrant(Set<Permission> permissions, String prefix, Set<String> regions) {
    public RoleGrant {
        permissions = Set.copyOf(permissions);
        regions = Set.copyOf(regions);
    }
}
