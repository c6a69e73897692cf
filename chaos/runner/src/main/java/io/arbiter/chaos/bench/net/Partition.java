package io.arbiter.chaos.bench.net;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Routes that are cut.
 *
 * @param detail for people: which nodes are cut off from which
 */
public record Partition(String detail, Set<Route> routes) {
    public Partition {
        routes = Set.copyOf(routes);
    }

    /** Cuts each route between two different nodes for which the predicate is true of (from, to). */
    public static Partition where(String detail, Collection<String> names, BiPredicate<String, String> isCut) {
        Set<Route> cut = new HashSet<>();
        for (String from : names) {
            for (String to : names) {
                if (!from.equals(to) && isCut.test(from, to)) {
                    cut.add(new Route(from, to));
                }
            }
        }
        return new Partition(detail, cut);
    }

    /** Two sides that receive nothing from each other. */
    public static Partition sides(String detail, List<String> one, List<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return where(detail, all, (from, to) -> one.contains(from) != one.contains(to));
    }

    boolean cuts(Route route) {
        return routes.contains(route);
    }
}
