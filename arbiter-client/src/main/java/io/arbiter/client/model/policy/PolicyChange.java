package io.arbiter.client.model.policy;

import java.util.List;

/**
 * Policies to put and to delete at once, all or none.
 *
 * @param expectedVersion the version of all policies that its author has seen, from {@link PolicyList#version}
 * @param puts each in the place of the one with its scope, if there is one; at most 1,000
 * @param deletes scopes; one without a policy is passed over
 */
public record PolicyChange(long expectedVersion, List<Policy> puts, List<String> deletes) {
    public PolicyChange {
        puts = List.copyOf(puts);
        deletes = List.copyOf(deletes);
    }
}
