package io.arbiter.server.backup;

import com.google.gson.GsonBuilder;
import java.util.Map;

/** Facts for people and for scripts. */
final class FactsText {
    private FactsText() {}

    static String table(Map<String, Object> facts) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder();
        facts.forEach(
                (name, value) -> text.append(String.format("%-" + width + "s  %s%n", name.replace('_', ' '), value)));
        return text.toString();
    }

    static String json(Map<String, Object> facts) {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(facts) + "\n";
    }
}
