package io.arbiter.client.model.policy;

/**
 * A policy that is in force.
 *
 * @param version the version of all policies at which it was changed last
 */
public record StoredPolicy(Policy policy, long version) {}
