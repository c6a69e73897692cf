package io.arbiter.server.service;

/**
 * Who answers.
 *
 * @param cluster the cluster's name
 * @param version of the software
 */
public record Nameplate(String cluster, String version) {
}
