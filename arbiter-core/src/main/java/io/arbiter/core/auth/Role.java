package io.arbiter.core.auth;

import java.util.List;

/** Grants under a name. */
public record Role(String name, List<Grant> grants) {
    public Role {
        grants = List.copyOf(grants);
    }
}
