package io.arbiter.core.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A sorted map as it was when this was made, read in portions, in the order of its keys, while it goes on changing.
 *
 * <p>Call {@link #changing} before adding, changing or removing a key; the value's image before the first such change
 * is kept until the reader has passed the key. So at every moment the original image of a key not read yet is the kept
 * one, if there is one, and otherwise that of its present value. Memory is needed for the keys that change during the
 * reading, and never for the rest. Not thread-safe.
 */
public final class MapCursor<K extends Comparable<K>, V, I> {
    private final NavigableMap<K, V> live;
    private final Function<V, I> imageOf;
    /** Key to image before its first change; empty for a key that was not there. */
    private final TreeMap<K, Optional<I>> kept = new TreeMap<>();
    /** The last key that was read, or null. */
    private K passed;

    private boolean complete;

    public MapCursor(NavigableMap<K, V> live, Function<V, I> imageOf) {
        this.live = live;
        this.imageOf = imageOf;
    }

    /** @param value the key's present value, or null if the key is about to be added */
    public void changing(K key, V value) {
        boolean unread = !complete && (passed == null || key.compareTo(passed) > 0);
        if (unread && !kept.containsKey(key)) {
            kept.put(key, Optional.ofNullable(value).map(imageOf));
        }
    }

    /** Whether all has been read. */
    public boolean isComplete() {
        return complete;
    }

    /** Reads on past {@code keys} of the present keys, or to the end. */
    public List<I> next(int keys) {
        var images = new ArrayList<I>(keys);
        NavigableMap<K, V> unread = passed == null ? live : live.tailMap(passed, false);
        int seen = 0;
        for (Map.Entry<K, V> entry : unread.entrySet()) {
            if (seen++ == keys) {
                return images;
            }
            pass(entry.getKey(), entry.getValue(), images);
        }
        take(kept, images);
        complete = true;
        return images;
    }

    private void pass(K key, V value, List<I> images) {
        boolean changed = false;
        if (!kept.isEmpty() && kept.firstKey().compareTo(key) <= 0) {
            changed = kept.containsKey(key);
            take(kept.headMap(key, true), images);
        }
        if (!changed) {
            images.add(imageOf.apply(value));
        }
        passed = key;
    }

    private void take(NavigableMap<K, Optional<I>> before, List<I> images) {
        before.values().forEach(image -> image.ifPresent(images::add));
        before.clear();
    }
}
