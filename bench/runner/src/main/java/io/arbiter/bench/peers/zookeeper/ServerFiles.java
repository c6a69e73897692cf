package io.arbiter.bench.peers.zookeeper;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.Servers;
import io.arbiter.testsupport.process.Jdk;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jute.Record;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.xerial.snappy.Snappy;

/**
 * One server's configuration and command line. The configuration is the sample that ZooKeeper ships (ticks of 2 s,
 * fsync on, snapshots as usual, a heap of 1,000 MB), except that
 * <ul>
 * <li>sessions may be as short as 3 s, where 2 ticks are the default;
 * <li>any number of clients may come from one address, where 60 is the default;
 * <li>the page for administrators is off: it needs a web server that only the full distribution has.
 * </ul>
 *
 * @param favourite the node of the highest id, which is elected among servers that know equally much
 */
record ServerFiles(Site site, int node, int favourite) {
    static final int CLIENT_PORT = 2;

    private static final String LOGGING = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} [%t] %level %logger{0} - %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="console"/></root>
            </configuration>
            """;

    void write() throws IOException {
        Path directory = site.directory(node);
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("myid"), String.valueOf(id(node)));
        Files.writeString(directory.resolve("logback.xml"), LOGGING);
        int[] ports = site.ports();
        var configuration = new StringBuilder("""
                tickTime=2000
                initLimit=10
                syncLimit=5
                minSessionTimeout=3000
                maxClientCnxns=0
                admin.enableServer=false
                dataDir=%s
                clientPort=%d
                clientPortAddress=%s
                """.formatted(data, ports[CLIENT_PORT], site.host(node)));
        for (int member = 0; member < 3; member++) {
            configuration.append("server.%d=%s:%d:%d%n".formatted(id(member), site.name(member), ports[0], ports[1]));
        }
        Files.writeString(configuration(), configuration);
    }

    /** From 1 to 3. */
    private int id(int member) {
        return 3 - Math.floorMod(member - favourite, 3);
    }

    private Path configuration() {
        return site.directory(node).resolve("zoo.cfg");
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Jdk.java(),
                "-Xmx1000m",
                "-Dlogback.configurationFile=" + site.directory(node).resolve("logback.xml")));
        site.hosts(node).ifPresent(hosts -> command.add("-Djdk.net.hosts.file=" + hosts));
        command.addAll(Servers.jvmOptions());
        command.addAll(List.of(
                "-cp",
                classPath(),
                QuorumPeerMain.class.getName(),
                configuration().toString()));
        return command;
    }

    /** The jars that a server needs, and none of this project's. */
    private static String classPath() {
        return Stream.of(
                        QuorumPeerMain.class,
                        Record.class,
                        com.codahale.metrics.Reservoir.class,
                        Snappy.class,
                        org.slf4j.Logger.class,
                        ch.qos.logback.classic.Logger.class,
                        ch.qos.logback.core.Context.class)
                .map(ServerFiles::jar)
                .collect(Collectors.joining(":"));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
