package io.arbiter.core.policy;

import java.util.List;

/**
 * Policies that are put and deleted at once, all or none.
 *
 * @param expectedVersion the version of all policies that the author has seen; 0 if there never was one
 * @param puts each in the place of the one with its scope, if there is one
 * @param deletes scopes; one that has no policy is passed over
 */
public record PolicyChange(long expectedVersion, List<Policy> puts, List<String> deletes) {
    public PolicyChange {
        puts = List.copyOf(puts);
        deletes = List.copyOf(deletes);
    }
}
