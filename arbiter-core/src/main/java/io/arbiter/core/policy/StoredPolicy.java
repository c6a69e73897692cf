package io.arbiter.core.policy;

import java.util.Optional;

/**
 * A policy as it is in force.
 *
 * @param version the version of all policies at which it was changed last
 */
public record StoredPolicy(Policy policy, long version) {

    /** What forbids a session of this region and TTL to hold or wait; empty if nothing does. */
    public Optional<Violation> violation(String region, long ttlMillis) {
        return policy.violation(version, region, ttlMillis);
    }

    /** What forbids every session of this region to hold or wait; empty if nothing does. */
    public Optional<Violation> violation(String region) {
        return policy.violation(version, region);
    }
}
