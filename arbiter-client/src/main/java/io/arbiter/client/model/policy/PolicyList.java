package io.arbiter.client.model.policy;

import java.util.List;

/**
 * The policies that the caller may see.
 *
 * @param revision all of this is as of this revision
 * @param version counts the changes of all policies; a change names it
 * @param policies by scope
 */
public record PolicyList(long revision, long version, List<StoredPolicy> policies) {
    public PolicyList {
        policies = List.copyOf(policies);
    }
}
