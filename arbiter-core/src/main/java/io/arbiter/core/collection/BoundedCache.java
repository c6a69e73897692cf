package io.arbiter.core.collection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers the newest entries, oldest forgotten first; the order of insertion is part of the replicated state. */
public final class BoundedCache<K, V> {
    private final int limit;
    private final Map<K, V> entries = new LinkedHashMap<>();
    /** What {@link #rollBack} does, newest first; null unless changes can still be taken back. */
    private ArrayDeque<Runnable> undo;

    public BoundedCache(int limit) {
        this.limit = limit;
    }

    public void put(K key, V value) {
        V before = entries.put(key, value);
        if (undo != null) {
            undo.push(before == null ? () -> entries.remove(key) : () -> entries.put(key, before));
        } else {
            forgetTheOldest();
        }
    }

    private void forgetTheOldest() {
        while (entries.size() > limit) {
            var oldest = entries.entrySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** From now on nothing is forgotten, until {@link #keep} or {@link #rollBack}. */
    public void begin() {
        undo = new ArrayDeque<>();
    }

    public void keep() {
        undo = null;
        forgetTheOldest();
    }

    public void rollBack() {
        undo.forEach(Runnable::run);
        undo = null;
    }

    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public List<V> inOrder() {
        return new ArrayList<>(entries.values());
    }

    public void clear() {
        entries.clear();
    }
}
