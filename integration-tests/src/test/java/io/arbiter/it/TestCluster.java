package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.model.ClusterStatus;
import io.arbiter.testsupport.net.FreePorts;
import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Three servers, one per region, on free loopback ports. */
final class TestCluster implements AutoCloseable {
    static final List<String> REGIONS = Geography.NAMES;

    private final String name;
    private final Path directory;
    private final String settings;
    private final Optional<DevPki> pki;
    private final Map<String, ServerConfig.Node> addresses;
    private final Map<String, ServerProcess> servers = new TreeMap<>();

    /** @param settings further lines of each node's configuration file, in which {node} stands for its name */
    TestCluster(Path directory, String settings) {
        this(directory, settings, Optional.empty());
    }

    private TestCluster(Path directory, String settings, Optional<DevPki> pki) {
        this("integration", directory, settings, pki, freeAddresses());
    }

    private TestCluster(
            String name,
            Path directory,
            String settings,
            Optional<DevPki> pki,
            Map<String, ServerConfig.Node> addresses) {
        this.name = name;
        this.directory = directory;
        this.settings = settings;
        this.pki = pki;
        this.addresses = addresses;
        REGIONS.forEach(this::configure);
    }

    private static Map<String, ServerConfig.Node> freeAddresses() {
        Map<String, ServerConfig.Node> addresses = new TreeMap<>();
        List<Integer> free = FreePorts.some(REGIONS.size() * 3);
        for (int i = 0; i < REGIONS.size(); i++) {
            String region = REGIONS.get(i);
            addresses.put(
                    region,
                    new ServerConfig.Node(
                            region,
                            "127.0.0.1:" + free.get(3 * i),
                            "127.0.0.1:" + free.get(3 * i + 1),
                            "127.0.0.1:" + free.get(3 * i + 2)));
        }
        return addresses;
    }

    /** Another cluster at the same addresses, not started yet; this one must be down. */
    TestCluster successor(String otherName, Path otherDirectory, String otherSettings) {
        return new TestCluster(otherName, otherDirectory, otherSettings, pki, addresses);
    }

    static TestCluster started(Path directory, String settings) {
        return started(new TestCluster(directory, settings));
    }

    /** All connections with certificates; those of clients show the operator's, unless they are given another. */
    static TestCluster secured(Path directory, DevPki pki) {
        return secured(directory, pki, "");
    }

    /** The same, with further lines of each node's configuration file. */
    static TestCluster secured(Path directory, DevPki pki, String settings) {
        return started(new TestCluster(directory, settings, Optional.of(pki)));
    }

    private static TestCluster started(TestCluster cluster) {
        try {
            cluster.startAll();
            cluster.awaitLeader();
            return cluster;
        } catch (RuntimeException | Error failed) {
            cluster.close(); // Nobody else would: the caller never gets it.
            throw failed;
        }
    }

    private void configure(String node) {
        Path config = directory.resolve(node + ".yaml");
        String own = settings.replace("{node}", node)
                + (settings.isEmpty() || settings.endsWith("\n") ? "" : "\n")
                + pki.map(files -> files.settings(node + "-node")).orElse("");
        try {
            new ServerConfig(
                            name,
                            node,
                            dataDirectory(node),
                            "local",
                            addresses.get(node),
                            List.copyOf(addresses.values()),
                            own)
                    .write(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers.put(node, new ServerProcess(config, directory.resolve(node + ".log")));
    }

    Path dataDirectory(String node) {
        return directory.resolve("data").resolve(node);
    }

    ServerProcess server(String node) {
        return servers.get(node);
    }

    String clientAddress(String node) {
        return addresses.get(node).client();
    }

    String raftAddress(String node) {
        return addresses.get(node).raft();
    }

    String httpAddress(String node) {
        return addresses.get(node).http();
    }

    void startAll() {
        servers.values().forEach(ServerProcess::start);
    }

    /** Starts those that a test has ended, and waits until all agree on a leader. */
    void revive() {
        servers.values().stream().filter(server -> !server.isAlive()).forEach(ServerProcess::start);
        awaitLeader();
    }

    /**
     * A client that knows all nodes, living in {@code region}; none of its leases lapses while a busy machine starts a
     * server.
     */
    ArbiterClientBuilder client(String region) {
        ArbiterClientBuilder builder = ArbiterClient.builder()
                .endpoints(REGIONS.stream().map(this::clientAddress).toList())
                .region(region)
                .ttl(PATIENCE)
                .requestTimeout(Duration.ofSeconds(60));
        return pki.map(files -> builder.tls(files.certificate("operator"), files.key("operator"), files.trust()))
                .orElse(builder);
    }

    /** A client that knows one node only. */
    ArbiterClientBuilder clientOf(String node) {
        return client(node).endpoints(clientAddress(node));
    }

    /** Waits until all running nodes agree on a leader and serve. */
    String awaitLeader() {
        try (ArbiterClient observer =
                client("observer").requestTimeout(Duration.ofSeconds(9)).build()) {
            return await().pollInterval(Duration.ofMillis(200))
                    .until(() -> agreedLeader(observer), Optional::isPresent)
                    .orElseThrow();
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("no leader; logs: " + logs(), e);
        }
    }

    private Optional<String> agreedLeader(ArbiterClient observer) {
        var seen = new ArrayList<String>();
        for (String node : running()) {
            try {
                ClusterStatus status = observer.admin().statusOf(clientAddress(node), true);
                seen.add(status.leader());
            } catch (ArbiterException e) {
                return Optional.empty();
            }
        }
        boolean agreed = !seen.isEmpty()
                && seen.stream().distinct().count() == 1
                && running().contains(seen.get(0));
        return agreed ? Optional.of(seen.get(0)) : Optional.empty();
    }

    List<String> running() {
        return REGIONS.stream().filter(node -> servers.get(node).isAlive()).toList();
    }

    String follower() {
        String leader = awaitLeader();
        return running().stream()
                .filter(node -> !node.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    String logs() {
        var text = new StringBuilder();
        servers.forEach((node, server) ->
                text.append("\n--- ").append(node).append('\n').append(server.log()));
        return text.toString();
    }

    @Override
    public void close() {
        servers.values().stream().filter(ServerProcess::isAlive).forEach(ServerProcess::kill);
    }
}
