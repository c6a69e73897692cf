package io.arbiter.server.service;

import io.arbiter.server.config.TokenFloor;
import java.util.Set;

/**
 * Settings that all nodes of a cluster share.
 *
 * @param floor the value above which tokens start when the cluster forms
 * @param otherRegions regions of sessions beside the nodes' own
 */
public record ClusterTerms(TokenFloor floor, Set<String> otherRegions) {
    public static final ClusterTerms DEFAULT = new ClusterTerms(TokenFloor.NONE, Set.of());

    public ClusterTerms {
        otherRegions = Set.copyOf(otherRegions);
    }
}
