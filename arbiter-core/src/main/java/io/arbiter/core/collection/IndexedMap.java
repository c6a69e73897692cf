package io.arbiter.core.collection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A sorted map whose look-ups do not grow with it. Nearly every command only looks up, and a walk down a tree of a
 * million costs twenty times the memory accesses of a hash; the order is needed for snapshots and listings alone. Takes
 * about 50 bytes more for each entry than the tree. Not thread-safe.
 */
public final class IndexedMap<K extends Comparable<K>, V> {
    private final TreeMap<K, V> sorted = new TreeMap<>();
    private final LinkedHashMap<K, V> index = new LinkedHashMap<>();

    /** Null if it is not there. */
    public V get(K key) {
        return index.get(key);
    }

    public void put(K key, V value) {
        sorted.put(key, value);
        index.put(key, value);
    }

    public void remove(K key) {
        sorted.remove(key);
        index.remove(key);
    }

    public void clear() {
        sorted.clear();
        index.clear();
    }

    /** The map in the order of the keys; do not change it. */
    public NavigableMap<K, V> sorted() {
        return Collections.unmodifiableNavigableMap(sorted);
    }

    public int size() {
        return index.size();
    }
}
