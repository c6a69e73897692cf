package io.arbiter.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Overrides the file: {@code ARBITER_<KEY>} variables, then {@code --set key=value}. */
final class Overrides {
    private static final String PREFIX = "ARBITER_";

    private Overrides() {}

    static void flags(List<String> assignments, Settings into) {
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                into.mistake("--set", "'" + assignment + "'", "key=value");
            } else {
                into.put(
                        assignment.substring(0, equals).trim(),
                        assignment.substring(equals + 1).trim(),
                        "--set");
            }
        }
    }

    /**
     * A key of a node can be overridden for nodes that the file names; other variables with this prefix belong to other
     * programs, unless they look like a slip.
     */
    static void environment(Map<String, String> environment, Settings into) {
        Map<String, String> keys = new TreeMap<>();
        KnownKeys.names(into.nodes()).forEach(key -> keys.put(variable(key), key));
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (keys.containsKey(variable)) {
                into.put(keys.get(variable), value.trim(), "environment variable " + variable);
            } else if (variable.startsWith(PREFIX)) {
                Suggestion.near(variable, keys.keySet())
                        .ifPresent(near -> into.mistake(variable, "no such environment variable", near));
            }
        });
    }

    private static String variable(String key) {
        return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
