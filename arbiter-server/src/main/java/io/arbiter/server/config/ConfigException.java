package io.arbiter.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong. Lists every mistake, one a line. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * One mistake in the configuration.
     *
     * @param key the setting concerned
     * @param found the value as written and its place, or the missing part
     * @param expected a description of right values
     */
    public record Mistake(String key, String found, String expected) {
        @Override
        public String toString() {
            return key + ": " + found + "; expected " + expected;
        }
    }

    private final transient List<Mistake> mistakes;

    public ConfigException(List<Mistake> mistakes) {
        super(mistakes.stream()
                .map(mistake -> "  " + mistake)
                .collect(Collectors.joining(
                        "\n",
                        mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes")
                                + " in the configuration:\n",
                        "")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
