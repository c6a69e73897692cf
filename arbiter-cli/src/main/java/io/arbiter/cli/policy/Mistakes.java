package io.arbiter.cli.policy;

import io.arbiter.cli.base.CliException;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong in a file, by line. */
final class Mistakes {
    /** More would scroll the first ones away. */
    private static final int MOST_SHOWN = 50;

    private final TreeMap<Integer, TreeMap<String, String>> byLine = new TreeMap<>();

    void add(int line, String what, String why) {
        byLine.computeIfAbsent(line, l -> new TreeMap<>()).put(what, why);
    }

    boolean isEmpty() {
        return byLine.isEmpty();
    }

    int count() {
        return byLine.values().stream().mapToInt(TreeMap::size).sum();
    }

    CliException.Builder addTo(CliException.Builder refusal) {
        int shown = 0;
        for (Map.Entry<Integer, TreeMap<String, String>> line : byLine.entrySet()) {
            for (Map.Entry<String, String> mistake : line.getValue().entrySet()) {
                if (shown++ < MOST_SHOWN) {
                    refusal.fact("line " + line.getKey() + ", " + mistake.getKey(), mistake.getValue());
                }
            }
        }
        if (shown > MOST_SHOWN) {
            refusal.fact("more", shown - MOST_SHOWN);
        }
        return refusal;
    }
}
