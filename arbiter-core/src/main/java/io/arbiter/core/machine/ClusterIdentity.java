package io.arbiter.core.machine;

/**
 * The identity of a cluster. Sessions, tokens and revisions mean something in one cluster alone.
 *
 * @param id no other cluster has it, not even one started again under the same name
 * @param tokensAbove the value above which its tokens started
 */
public record ClusterIdentity(String id, long tokensAbove) {}
