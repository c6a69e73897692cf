package io.arbiter.core.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys whose signatures guards believe: the current one, which signs, and those before it, whose private halves are
 * forgotten. Immutable. Without any key nothing is signed.
 */
public record SigningKeys(List<SigningKey> newestFirst) {
    /** Beyond it the oldest public key is forgotten. */
    public static final int MAX = 8;

    public static final SigningKeys NONE = new SigningKeys(List.of());

    public SigningKeys {
        newestFirst = List.copyOf(newestFirst);
    }

    public Optional<SigningKey> current() {
        return newestFirst.stream().findFirst();
    }

    /** The id of the current key; empty if there is none. */
    public String currentId() {
        return current().map(SigningKey::id).orElse("");
    }

    /** Whether a key has replaced the one with this id already: no second one does. */
    public boolean isReplaced(String id) {
        return newestFirst.stream().anyMatch(key -> key.replaces().equals(id));
    }

    public SigningKeys rotatedTo(SigningKey next, long wallMillis) {
        var keys = new ArrayList<SigningKey>();
        keys.add(next.replacing(currentId(), wallMillis));
        newestFirst.stream().limit(MAX - 1L).map(SigningKey::withoutSecret).forEach(keys::add);
        return new SigningKeys(keys);
    }

    public SigningKeys without(String id) {
        return new SigningKeys(
                newestFirst.stream().filter(key -> !key.id().equals(id)).toList());
    }
}
