package io.arbiter.chaos.arguments;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a command, one after another. */
public final class Arguments {
    private final List<String> words = new ArrayList<>();

    /** An option with its value. */
    public Arguments option(String name, Object value) {
        words.add(name);
        words.add(value.toString());
        return this;
    }

    /** An option that has no value. */
    public Arguments flag(String name) {
        words.add(name);
        return this;
    }

    public List<String> words() {
        return List.copyOf(words);
    }
}
