package io.arbiter.chaos.servers;

import io.arbiter.testsupport.process.ProcessLog;
import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.HostsFile;
import io.arbiter.testsupport.servers.LoopbackBlock;
import io.arbiter.testsupport.servers.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of one region's processes: {@code arbiter.yaml}, two hosts files, a log, the data. */
final class NodeFiles {
    static final String DOMAIN = ".arbiter.test";

    private final Path directory;

    NodeFiles(Path directory) {
        this.directory = directory;
    }

    static NodeFiles write(RegionsOptions options, LoopbackBlock block, int number) throws IOException {
        String region = Geography.NAMES.get(number - 1);
        NodeFiles files = new NodeFiles(options.directory().resolve(region));
        Files.createDirectories(files.disk());
        var further = new StringBuilder();
        options.keys()
                .forEach((key, value) ->
                        further.append(key).append(": ").append(value).append('\n'));
        new ServerConfig(
                        "chaos-" + block.number(),
                        region,
                        files.data(),
                        options.wan() ? "wan" : "local",
                        ServerConfig.Node.at(region, block.server(number)),
                        Geography.NAMES.stream()
                                .map(peer -> ServerConfig.Node.at(peer, peer + DOMAIN))
                                .toList(),
                        further.toString())
                .write(files.config());
        HostsFile.write(files.serverHosts(), DOMAIN, to -> block.fromServers(number, Geography.numberOf(to)));
        HostsFile.write(files.clientHosts(), DOMAIN, to -> block.fromClients(number, Geography.numberOf(to)));
        return files;
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

    ProcessLog log() {
        return new ProcessLog(directory.resolve("log"));
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
