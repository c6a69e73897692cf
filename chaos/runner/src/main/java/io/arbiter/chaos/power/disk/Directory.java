package io.arbiter.chaos.power.disk;

import java.util.SortedMap;
import java.util.TreeMap;

/** A directory as programs see it, and as it was when the disk was made. */
final class Directory implements Entry {
    private final SortedMap<String, Entry> names = new TreeMap<>();
    private final SortedMap<String, Entry> durable = new TreeMap<>();

    /** As programs see it. */
    SortedMap<String, Entry> names() {
        return names;
    }

    /** Before any change. */
    SortedMap<String, Entry> durable() {
        return durable;
    }

    void add(String name, Entry entry) {
        names.put(name, entry);
        durable.put(name, entry);
    }
}
