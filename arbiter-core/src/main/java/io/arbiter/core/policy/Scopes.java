package io.arbiter.core.policy;

import java.util.NavigableMap;
import java.util.Optional;

/** Names of resources, and prefixes of names: a prefix is empty or ends with a slash. */
public final class Scopes {
    private Scopes() {}

    public static boolean isPrefix(String scope) {
        return scope.isEmpty() || scope.endsWith("/");
    }

    public static boolean covers(String scope, String resource) {
        return scope.equals(resource) || isPrefix(scope) && resource.startsWith(scope);
    }

    /** What stands at the longest scope that covers the resource. */
    public static <T> Optional<T> longest(NavigableMap<String, T> byScope, String resource) {
        if (byScope.isEmpty()) {
            return Optional.empty();
        }
        T found = byScope.get(resource);
        for (int end = resource.length(); found == null && end > 0; ) {
            end = resource.lastIndexOf('/', end - 2) + 1;
            found = byScope.get(resource.substring(0, end));
        }
        return Optional.ofNullable(found);
    }
}
