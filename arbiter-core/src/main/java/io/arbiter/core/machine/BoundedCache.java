package io.arbiter.core.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers the newest entries, oldest forgotten first; the order of insertion is part of the replicated state. */
final class BoundedCache<K, V> {
    private final int limit;
    private final Map<K, V> entries = new LinkedHashMap<>();

    BoundedCache(int limit) {
        this.limit = limit;
    }

    void put(K key, V value) {
        entries.put(key, value);
        if (entries.size() > limit) {
            var oldest = entries.entrySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    List<V> inOrder() {
        return new ArrayList<>(entries.values());
    }

    void clear() {
        entries.clear();
    }
}
