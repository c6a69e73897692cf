package io.arbiter.testsupport.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration file of one server.
 *
 * @param cluster its name
 * @param region  of the node, and its name
 * @param data    its data directory
 * @param profile {@code local} or {@code wan}
 * @param listen  where it listens
 * @param peers   every node, as the others reach it
 * @param further lines, each with its end
 */
public record ServerConfig(
        String cluster, String region, Path data, String profile, Node listen, List<Node> peers, String further) {
    /** Addresses of one node: {@code host:port} each. Those of peers need no HTTP. */
    public record Node(String region, String raft, String client, String http) {
        /** All at one host, at the ports of a block. */
        public static Node at(String region, String host) {
            return new Node(
                    region,
                    host + ":" + LoopbackBlock.RAFT_PORT,
                    host + ":" + LoopbackBlock.CLIENT_PORT,
                    host + ":" + LoopbackBlock.HTTP_PORT);
        }
    }

    public void write(Path file) throws IOException {
        var yaml = new StringBuilder(
                """
                cluster: %s
                node: %s
                data-dir: %s
                profile: %s
                raft.listen: %s
                client.listen: %s
                http.listen: %s
                peers:
                """.formatted(cluster, region, data, profile, listen.raft(), listen.client(), listen.http()));
        for (Node peer : peers) {
            yaml.append("  %s: {region: %s, raft: \"%s\", client: \"%s\"}%n"
                    .formatted(peer.region(), peer.region(), peer.raft(), peer.client()));
        }
        Files.writeString(file, yaml.append(further));
    }
}
