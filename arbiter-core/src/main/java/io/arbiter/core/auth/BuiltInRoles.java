package io.arbiter.core.auth;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The roles that every cluster has and nobody changes. They grant for all resources: a binding narrows them to a
 * prefix. An administrator says who may do what and can do nothing else, so that an operator need not be one.
 */
public final class BuiltInRoles {
    public static final String ADMINISTRATOR = "administrator";

    private static final NavigableMap<String, Role> ALL = new TreeMap<>();

    static {
        add(ADMINISTRATOR, Permission.AUTH);
        add(
                "sidecar",
                Permission.ACQUIRE,
                Permission.READ,
                Permission.WATCH,
                Permission.PUT_RECORD,
                Permission.TRANSFER);
        add("controller", Permission.READ, Permission.WATCH, Permission.PROMOTE, Permission.GATES);
        add(
                "operator",
                Permission.READ,
                Permission.WATCH,
                Permission.BREAK,
                Permission.PROMOTE,
                Permission.PROMOTE_FORCED,
                Permission.PROMOTE_OVERRIDING,
                Permission.POLICY,
                Permission.GATES,
                Permission.MEMBERS,
                Permission.SNAPSHOT);
        add("viewer", Permission.READ, Permission.WATCH);
        add("prober", Permission.ACQUIRE, Permission.READ);
        ALL.put("node", new Role("node", List.of()));
    }

    private BuiltInRoles() {}

    private static void add(String name, Permission... permissions) {
        ALL.put(name, new Role(name, List.of(Grant.of(permissions))));
    }

    /** By name. */
    public static NavigableMap<String, Role> all() {
        return Collections.unmodifiableNavigableMap(ALL);
    }
}
