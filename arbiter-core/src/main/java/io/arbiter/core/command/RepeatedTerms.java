package io.arbiter.core.command;

import java.util.Map;
import java.util.Optional;

/** Whether a repeated request asks for what the first one did (S5). */
final class RepeatedTerms {
    private RepeatedTerms() {}

    /** The first term that differs, and its value in the first request; empty if none does. */
    static Optional<Map.Entry<String, String>> difference(Map<String, String> first, Map<String, String> repeated) {
        return first.entrySet().stream()
                .filter(term -> !term.getValue().equals(repeated.get(term.getKey())))
                .findFirst();
    }
}
