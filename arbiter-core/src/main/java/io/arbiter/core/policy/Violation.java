package io.arbiter.core.policy;

/**
 * Why a policy forbids a session to hold a resource, or to wait for it.
 *
 * @param scope of the policy that decides
 * @param version of that policy
 * @param field the field of the session that it forbids, in the protocol's spelling
 * @param found the session's value of it
 * @param allowed what the policy allows
 */
public record Violation(String scope, long version, String field, String found, String allowed) {}
