package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Site;
import io.arbiter.testsupport.servers.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The files that one node reads and writes. */
public record NodeFiles(Site site, int node) {
    public static final int NODES = 3;

    /** The log and the snapshots. */
    public Path data() {
        return site.directory(node).resolve("data");
    }

    Path config() {
        return site.directory(node).resolve("arbiter.yaml");
    }

    /** Where it shows its state, past all links. */
    public String http() {
        return ServerConfig.Node.at(Site.region(node), site.host(node)).http();
    }

    /** The client address that the node announces: a name that means another address in each place. */
    String clientAddress() {
        return announced(node).client();
    }

    /** The address of that name for a client at {@code from}. */
    String clientAddressFrom(int from) {
        return site.address(from, node, site.ports()[1]);
    }

    private ServerConfig.Node announced(int peer) {
        return ServerConfig.Node.at(Site.region(peer), site.name(peer));
    }

    /** @param settings lines of the configuration that differ from those that ship */
    void write(String settings) throws IOException {
        new ServerConfig(
                        "bench",
                        Site.region(node),
                        data(),
                        profile(),
                        ServerConfig.Node.at(Site.region(node), site.host(node)),
                        IntStream.range(0, NODES).mapToObj(this::announced).toList(),
                        settings)
                .write(config());
    }

    /** Only where there are links do names differ from addresses. */
    private String profile() {
        return site.hosts(node).isPresent() ? "wan" : "local";
    }
}
