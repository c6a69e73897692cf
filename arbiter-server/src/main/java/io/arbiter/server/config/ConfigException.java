package io.arbiter.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong. Lists every mistake, one a line. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigError> mistakes;

    public ConfigException(List<ConfigError> mistakes) {
        super(mistakes.stream()
                .map(mistake -> "  " + mistake)
                .collect(Collectors.joining(
                        "\n",
                        mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes")
                                + " in the configuration:\n",
                        "")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<ConfigError> mistakes() {
        return mistakes;
    }
}
