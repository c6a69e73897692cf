package io.arbiter.server.service.grpc;

/**
 * The identity of the server that answers.
 *
 * @param cluster the cluster's name
 * @param version of the software
 */
public record ServerInfo(String cluster, String version) {}
