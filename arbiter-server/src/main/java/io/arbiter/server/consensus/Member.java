package io.arbiter.server.consensus;

import java.util.Objects;

/**
 * A node of the cluster.
 *
 * @param name unique in the cluster, and permanently the same node
 * @param region where it runs
 * @param raftAddress {@code host:port} on which the other nodes reach it
 * @param clientAddress {@code host:port} on which clients, and nodes that forward, reach it
 */
public record Member(String name, String region, String raftAddress, String clientAddress) {
    public Member {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(raftAddress, "raftAddress");
        Objects.requireNonNull(clientAddress, "clientAddress");
    }
}
