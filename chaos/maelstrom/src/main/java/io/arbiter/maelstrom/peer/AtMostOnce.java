package io.arbiter.maelstrom.peer;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Requests that have been taken, so that a copy made by the network is not carried out as well. Remembers the last
 * {@value #REMEMBERED} of each peer. Not thread-safe.
 */
final class AtMostOnce {
    /** At a thousand requests a second, copies may be 20 seconds late. */
    static final int REMEMBERED = 20_000;

    private final Map<String, Set<Long>> taken = new HashMap<>();

    /** False if it has been taken before. */
    boolean take(String peer, long id) {
        Set<Long> ids = taken.computeIfAbsent(peer, unseen -> new LinkedHashSet<>());
        boolean first = ids.add(id);
        if (ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
        return first;
    }
}
