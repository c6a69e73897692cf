package io.arbiter.chaos.power.cluster;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Entries acknowledged and applied, and leaders; finds violations among them. Thread-safe. */
public final class Ledger {
    private final SortedMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();
    private final SortedMap<Long, Long> applied = new ConcurrentSkipListMap<>();
    private final Map<Long, String> leaders = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    public void violation(String what) {
        violations.add(what);
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    public int acknowledged() {
        return acknowledged.size();
    }

    /** Its index. There must be one. */
    public long lastAcknowledged() {
        return acknowledged.lastKey();
    }

    public int leaders() {
        return leaders.size();
    }

    public void acknowledged(long index, long number) {
        Long other = acknowledged.putIfAbsent(index, number);
        if (other != null && other != number) {
            violation("index " + index + " was acknowledged as entry " + other + " and as entry " + number);
        }
    }

    /** Entries and those of a snapshot: no two nodes have different ones at an index. */
    void applied(String node, long index, long number) {
        Long other = applied.putIfAbsent(index, number);
        if (other != null && other != number) {
            violation(node + " applied entry " + number + " at index " + index + ", another node entry " + other);
        }
    }

    void leader(long term, String node) {
        String other = leaders.putIfAbsent(term, node);
        if (other != null && !other.equals(node)) {
            violation("term " + term + " has two leaders: " + other + " and " + node);
        }
    }

    /** S6: after everything, on every node, up to that index. */
    public void requireAll(String node, Map<Long, Long> entries, long last) {
        List<Long> missing = acknowledged.headMap(last + 1).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(entries.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            violation(node + " lacks " + missing.size() + " of " + acknowledged.size() + " acknowledged entries, the "
                    + "first at index " + missing.get(0));
        }
    }
}
