package io.arbiter.core.auth;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Some permissions for the resources under a prefix.
 *
 * @param permissions in the order of the enum
 * @param prefix the resources whose names begin with it; empty for all, and for what concerns no resource
 * @param regions only for certificates of these regions; empty for every certificate
 */
public record Grant(Set<Permission> permissions, String prefix, SortedSet<String> regions) {
    public Grant {
        var ordered = EnumSet.noneOf(Permission.class);
        ordered.addAll(permissions);
        permissions = Collections.unmodifiableSet(ordered);
        regions = Collections.unmodifiableSortedSet(new TreeSet<>(regions));
    }

    /** Everywhere and from everywhere. */
    static Grant of(Permission... permissions) {
        return new Grant(Set.of(permissions), "", new TreeSet<>());
    }

    boolean isFor(Principal caller) {
        return regions.isEmpty() || caller.region().filter(regions::contains).isPresent();
    }
}
