package io.arbiter.chaos.cluster;

import io.arbiter.chaos.faults.FaultCatalogue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of faults of {@code --nemesis}: those of servers and links, and those of holders. */
final class Nemeses {
    private static final String ALL = "all";

    private Nemeses() {}

    /** All names, in the order of the alphabet. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(FaultCatalogue.names());
        Arrays.stream(HolderFault.Kind.values()).map(HolderFault.Kind::text).forEach(names::add);
        return names;
    }

    /**
     * @param words names, or {@code all}; empty means that nothing strikes
     * @throws IllegalArgumentException if one is unknown
     */
    static Set<String> parse(Collection<String> words) {
        Set<String> wanted = new TreeSet<>(words.contains(ALL) ? names() : words);
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown kinds of faults " + unknown + ": expected '" + ALL + "' or some of " + names());
        }
        return wanted;
    }

    /** The kinds for which the servers and links are prepared. */
    static Set<String> serverKinds(Set<String> kinds) {
        Set<String> of = new TreeSet<>(kinds);
        of.retainAll(FaultCatalogue.names());
        return of;
    }

    static List<HolderFault.Kind> holderKinds(Set<String> kinds) {
        return Arrays.stream(HolderFault.Kind.values())
                .filter(kind -> kinds.contains(kind.text()))
                .toList();
    }
}
