package io.arbiter.chaos.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** Files of one region's processes: {@code arbiter.yaml}, two hosts files, a log, the data. */
final class NodeFiles {
    static final String DOMAIN = ".arbiter.test";

    private final Path directory;

    NodeFiles(Path directory) {
        this.directory = directory;
    }

    static NodeFiles write(RegionsOptions options, Block block, int number) throws IOException {
        String name = Regions.NAMES.get(number - 1);
        NodeFiles files = new NodeFiles(options.directory().resolve(name));
        Files.createDirectories(files.disk());
        Files.writeString(files.config(), files.configuration(options, block, number));
        Files.writeString(files.serverHosts(), hosts(to -> block.fromServers(number, to)));
        Files.writeString(files.clientHosts(), hosts(to -> block.fromClients(number, to)));
        return files;
    }

    private String configuration(RegionsOptions options, Block block, int number) {
        String host = block.server(number);
        var yaml = new StringBuilder("""
                cluster: chaos-%d
                node: %s
                data-dir: %s
                profile: %s
                raft.listen: %s:%d
                client.listen: %s:%d
                http.listen: %s:%d
                """.formatted(
                        block.number(),
                        Regions.NAMES.get(number - 1),
                        data(),
                        options.wan() ? "wan" : "local",
                        host,
                        Block.RAFT_PORT,
                        host,
                        Block.CLIENT_PORT,
                        host,
                        Block.HTTP_PORT));
        options.keys()
                .forEach((key, value) ->
                        yaml.append(key).append(": ").append(value).append('\n'));
        yaml.append("peers:\n");
        for (String peer : Regions.NAMES) {
            yaml.append("  %s: {region: %s, raft: \"%s:%d\", client: \"%s:%d\"}%n"
                    .formatted(peer, peer, peer + DOMAIN, Block.RAFT_PORT, peer + DOMAIN, Block.CLIENT_PORT));
        }
        return yaml.toString();
    }

    private static String hosts(IntFunction<String> addresses) {
        var text = new StringBuilder("127.0.0.1 localhost\n127.0.0.1 " + ownName() + "\n");
        for (int to = 1; to <= Regions.NAMES.size(); to++) {
            text.append(addresses.apply(to))
                    .append(' ')
                    .append(Regions.NAMES.get(to - 1))
                    .append(DOMAIN)
                    .append('\n');
        }
        return text.toString();
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException unknown) {
            throw new UncheckedIOException("this machine does not know its own name", unknown);
        }
    }

    Path config() {
        return directory.resolve("arbiter.yaml");
    }

    Path serverHosts() {
        return directory.resolve("hosts");
    }

    Path clientHosts() {
        return directory.resolve("hosts-of-clients");
    }

    Path log() {
        return directory.resolve("log");
    }

    /** The directory that stands for the node's disk: data and marker lie on it. */
    Path disk() {
        return directory.resolve("disk");
    }

    /** The page that the server's {@link ClockAndDisk} is read from. */
    Path controls() {
        return directory.resolve("controls");
    }

    Path data() {
        return disk().resolve("data");
    }
}
