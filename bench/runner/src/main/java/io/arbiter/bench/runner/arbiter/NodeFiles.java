package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The files that one node reads and writes. */
public record NodeFiles(Site site, int node) {
    public static final int NODES = 3;

    int raftPort() {
        return site.ports()[0];
    }

    int clientPort() {
        return site.ports()[1];
    }

    int httpPort() {
        return site.ports()[2];
    }

    /** The log and the snapshots. */
    public Path data() {
        return site.directory(node).resolve("data");
    }

    Path config() {
        return site.directory(node).resolve("arbiter.yaml");
    }

    /** The client address that the node announces: a name that means another address in each place. */
    String clientAddress() {
        return site.name(node) + ":" + clientPort();
    }

    /** The address of that name for a client at {@code from}. */
    String clientAddressFrom(int from) {
        return site.address(from, node, clientPort());
    }

    void write() throws IOException {
        String host = site.host(node);
        var yaml = new StringBuilder("""
                cluster: bench
                node: %s
                data-dir: %s
                profile: %s
                raft.listen: %s:%d
                client.listen: %s:%d
                http.listen: %s:%d
                peers:
                """.formatted(
                        Site.region(node), data(), profile(), host, raftPort(), host, clientPort(), host, httpPort()));
        IntStream.range(0, NODES)
                .forEach(peer -> yaml.append("  %s: {region: %s, raft: \"%s:%d\", client: \"%s:%d\"}%n"
                        .formatted(
                                Site.region(peer),
                                Site.region(peer),
                                site.name(peer),
                                raftPort(),
                                site.name(peer),
                                clientPort())));
        Files.writeString(config(), yaml);
    }

    /** Only where there are links do names differ from addresses. */
    private String profile() {
        return site.hosts(node).isPresent() ? "wan" : "local";
    }
}
