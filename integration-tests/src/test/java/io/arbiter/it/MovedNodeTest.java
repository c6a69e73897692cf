package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.model.NodeStatus;
import io.arbiter.testsupport.net.FreePorts;
import io.arbiter.testsupport.servers.NodeProbe;
import io.arbiter.testsupport.servers.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that come back under other addresses, their names the same. The platform is configured to remember names
 * permanently, so that it is the server that finds them again, and not the passing of the platform's 30 s. The names
 * are such as Docker Compose makes.
 */
class MovedNodeTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @TempDir
    private Path directory;

    private final Map<String, String> addresses = new TreeMap<>();
    private final Map<String, ServerProcess> servers = new TreeMap<>();
    private final NodeProbe probe = new NodeProbe(PATIENCE);
    private List<Integer> ports;

    @BeforeEach
    void start() throws Exception {
        ports = FreePorts.some(NODES.size());
        for (int i = 0; i < NODES.size(); i++) {
            moveTo(NODES.get(i), "127.0.0." + (11 + i));
        }
        servers.values().forEach(ServerProcess::start);
        NODES.forEach(this::awaitReady);
    }

    @AfterEach
    void stop() {
        servers.values().stream().filter(ServerProcess::isAlive).forEach(ServerProcess::kill);
    }

    private void moveTo(String node, String address) throws IOException {
        addresses.put(node, address);
        var hosts = new StringBuilder("127.0.0.1 localhost\n");
        addresses.forEach((name, at) -> hosts.append("%s my_%s.test%n".formatted(at, name)));
        Path file = Files.writeString(directory.resolve("hosts"), hosts);
        Path config = directory.resolve(node + ".yaml");
        new ServerConfig(
                        "moving",
                        node,
                        directory.resolve(node),
                        "local",
                        at(node, address),
                        NODES.stream()
                                .map(peer -> at(peer, "my_" + peer + ".test"))
                                .toList(),
                        "")
                .write(config);
        servers.put(
                node,
                new ServerProcess(
                        config,
                        directory.resolve(node + ".log"),
                        "-Djdk.net.hosts.file=" + file,
                        "-Dsun.net.inetaddr.ttl=-1",
                        "-Dnetworkaddress.cache.ttl=-1"));
    }

    private void awaitReady(String node) {
        await().alias(node + " is ready").atMost(PATIENCE).until(() -> probe.isReady(http(node)));
    }

    private ServerConfig.Node at(String node, String host) {
        return new ServerConfig.Node(
                node, host + ":" + ports.get(0), host + ":" + ports.get(1), host + ":" + ports.get(2));
    }

    private String http(String node) {
        return addresses.get(node) + ":" + ports.get(2);
    }

    private boolean leads(String node) {
        try {
            return probe.leads(http(node));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while asking " + node, e);
        }
    }

    private String leader() {
        await().atMost(PATIENCE).until(() -> NODES.stream().anyMatch(this::leads));
        return NODES.stream().filter(this::leads).findFirst().orElseThrow();
    }

    /** Whether all others reach it on its client address, as they do to forward calls. */
    private boolean isReachedByAll(String node) {
        return NODES.stream().filter(other -> !other.equals(node)).allMatch(other -> {
            String endpoint = addresses.get(other) + ":" + ports.get(1);
            try (ArbiterClient client = ArbiterClient.builder()
                    .endpoints(List.of(endpoint))
                    .region("r")
                    .build()) {
                return client.admin().statusOf(endpoint, false).nodes().stream()
                        .filter(status -> status.node().equals(node))
                        .allMatch(NodeStatus::reachable);
            }
        });
    }

    @Test
    void aFollowerAndThenTheLeaderAreFoundAgain() throws Exception {
        String leader = leader();
        String follower =
                NODES.stream().filter(node -> !node.equals(leader)).findFirst().orElseThrow();
        awaitReached(follower); // On connections that the move then breaks.

        move(follower, "127.0.0.21");
        move(leader(), "127.0.0.22");
    }

    private void move(String node, String address) throws IOException {
        servers.get(node).kill();
        moveTo(node, address);
        servers.get(node).start();
        awaitReady(node);
        awaitReached(node);
    }

    private void awaitReached(String node) {
        await().alias("its peers reach " + node)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ArbiterException.class)
                .until(() -> isReachedByAll(node));
    }
}
