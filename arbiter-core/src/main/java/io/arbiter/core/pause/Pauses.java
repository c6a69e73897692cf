package io.arbiter.core.pause;

import io.arbiter.core.policy.Scopes;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All pauses. A resource is paused while any of them covers it. Immutable.
 *
 * @param version counts their changes, and never goes back: whoever pauses or resumes names the version that he has
 *     seen, so that a late repeat undoes nobody's later act
 * @param byScope in the order of the scopes
 */
public record Pauses(long version, NavigableMap<String, Pause> byScope) {
    public static final int MAX = 100;

    /** Nothing is paused. */
    public static final Pauses NONE = new Pauses(0, new TreeMap<>());

    public Pauses {
        byScope = Collections.unmodifiableNavigableMap(new TreeMap<>(byScope));
    }

    public int size() {
        return byScope.size();
    }

    /** The pause of exactly this scope. */
    public Optional<Pause> at(String scope) {
        return Optional.ofNullable(byScope.get(scope));
    }

    /** The pause of a resource; of several the one with the longest scope. */
    public Optional<Pause> of(String resource) {
        return Scopes.longest(byScope, resource);
    }

    /** The pauses after this one began. */
    public Pauses with(Pause pause) {
        var more = new TreeMap<>(byScope);
        more.put(pause.scope(), pause);
        return new Pauses(pause.version(), more);
    }

    /** The pauses after the one of this scope ended. */
    public Pauses without(String scope) {
        var fewer = new TreeMap<>(byScope);
        fewer.remove(scope);
        return new Pauses(version + 1, fewer);
    }

    /** The same pauses at a version that the cluster from whose backup they are never had. */
    public Pauses aboveLost(long floor) {
        return new Pauses(Math.max(version, floor), byScope);
    }
}
