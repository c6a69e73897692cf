package io.arbiter.server.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names that keys can have, given the nodes. */
final class KnownKeys {
    private static final int MOST_NODES = 5;

    private KnownKeys() {}

    static List<String> names(Collection<String> nodes) {
        List<String> names = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            if (key.name().contains("*")) {
                nodes.forEach(node -> names.add(key.name().replace("*", node)));
            } else {
                names.add(key.name());
            }
        }
        return names;
    }

    /** Not if there are more nodes than any cluster has: that is the mistake, and thousands of keys may be theirs. */
    static void refuseOthers(Settings settings) {
        if (settings.nodes().size() > MOST_NODES) {
            return;
        }
        List<String> known = names(settings.nodes());
        for (String key : settings.keys()) {
            if (!known.contains(key)) {
                String expected = Suggestion.near(key, known)
                        .map(near -> "a key there is; did you mean " + near + "?")
                        .orElse("a key there is, see arbiter-server.reference.yaml");
                settings.mistake(
                        key,
                        "no such key "
                                + settings.find(key).map(Object::toString).orElse(""),
                        expected);
            }
        }
    }
}
