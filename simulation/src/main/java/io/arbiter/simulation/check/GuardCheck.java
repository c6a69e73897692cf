package io.arbiter.simulation.check;

import java.util.Map;
import java.util.TreeMap;

/** S4: the tokens of accepted writes never decrease, and only stale ones are refused. */
final class GuardCheck {
    private final Map<String, Long> highest = new TreeMap<>();

    void accepted(String resource, long token) {
        long before = highest.getOrDefault(resource, 0L);
        if (token < before) {
            throw new ViolationException(
                    "S4", "storage accepted a write to %s with token %d after one with %d", resource, token, before);
        }
        highest.put(resource, token);
    }

    void rejected(String resource, long token) {
        long before = highest.getOrDefault(resource, 0L);
        if (token >= before) {
            throw new ViolationException(
                    "S4", "storage refused token %d for %s, though it had accepted only %d", token, resource, before);
        }
    }
}
