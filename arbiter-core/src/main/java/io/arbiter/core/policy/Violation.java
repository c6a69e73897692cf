package io.arbiter.core.policy;

/**
 * Why a policy forbids a session to hold a resource, or to wait for it.
 *
 * @param scope of the policy that decides
 * @param version of that policy
 * @param term the term of the session that it forbids, in the protocol's spelling
 * @param found that term of the session
 * @param allowed what the policy allows
 */
public record Violation(String scope, long version, String term, String found, String allowed) {}
