package io.arbiter.server.config;

import io.arbiter.server.config.ConfigException.Mistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Values as written, by dotted key, each with its place; a later source replaces an earlier one. Collects the
 * mistakes met on the way.
 */
final class Settings {
    /**
     * A value as written.
     *
     * @param place for people: the file, the flag or the variable
     */
    record Written(String text, String place) {
        @Override
        public String toString() {
            return "'" + text + "' (" + place + ")";
        }
    }

    private static final String PEERS = "peers.";

    private final Map<String, Written> values = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    void put(String key, String text, String place) {
        values.put(key, new Written(text, place));
    }

    void mistake(String key, String found, String expected) {
        mistakes.add(new Mistake(key, found, expected));
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    Optional<Written> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Iterable<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** The nodes named below {@code peers}. */
    SortedSet<String> nodes() {
        SortedSet<String> nodes = new TreeSet<>();
        for (String key : values.keySet()) {
            int end = key.lastIndexOf('.');
            if (key.startsWith(PEERS) && end > PEERS.length()) {
                nodes.add(key.substring(PEERS.length(), end));
            }
        }
        return nodes;
    }

    /** The value, its default, or null if the value is wrong or missing; that mistake is noted. */
    <T> T get(Key<T> key, String name) {
        Written written = values.get(name);
        if (written == null) {
            if (key.isRequired()) {
                mistake(name, "missing", key.type().expected());
                return null;
            }
            return key.defaultText().isEmpty() ? null : key.type().parser().apply(key.defaultText());
        }
        try {
            return key.type().parser().apply(written.text());
        } catch (IllegalArgumentException e) {
            mistake(name, written.toString(), key.type().expected());
            return null;
        }
    }

    <T> T get(Key<T> key) {
        return get(key, key.name());
    }
}
