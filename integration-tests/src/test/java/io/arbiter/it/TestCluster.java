package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.model.ClusterStatus;
import io.arbiter.testsupport.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Three servers, one per region, on free loopback ports. */
final class TestCluster implements AutoCloseable {
    static final List<String> REGIONS = List.of("us-east", "us-west", "eu-central");

    private record Ports(int raft, int client, int http) {}

    private final Path directory;
    private final String settings;
    private final Optional<DevPki> pki;
    private final Map<String, Ports> ports = new TreeMap<>();
    private final Map<String, ServerProcess> servers = new TreeMap<>();

    /** @param settings further lines of each node's configuration file */
    TestCluster(Path directory, String settings) {
        this(directory, settings, Optional.empty());
    }

    private TestCluster(Path directory, String settings, Optional<DevPki> pki) {
        this.directory = directory;
        this.settings = settings;
        this.pki = pki;
        List<Integer> free = FreePorts.some(REGIONS.size() * 3);
        for (int i = 0; i < REGIONS.size(); i++) {
            ports.put(REGIONS.get(i), new Ports(free.get(3 * i), free.get(3 * i + 1), free.get(3 * i + 2)));
        }
        REGIONS.forEach(this::configure);
    }

    static TestCluster started(Path directory, String settings) {
        return started(new TestCluster(directory, settings));
    }

    /** All connections with certificates; those of clients show the operator's, unless they are given another. */
    static TestCluster secured(Path directory, DevPki pki) {
        return started(new TestCluster(directory, "", Optional.of(pki)));
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
        Ports own = ports.get(node);
        var yaml = new StringBuilder("""
            cluster: integration
            node: %s
            data-dir: %s
            profile: local
            raft:
              listen: 127.0.0.1:%d
            client:
              listen: 127.0.0.1:%d
            http:
              listen: 127.0.0.1:%d
            peers:
            """.formatted(node, dataDirectory(node), own.raft(), own.client(), own.http()));
        ports.forEach((peer, p) -> yaml.append("  %s: {region: %s, raft: \"127.0.0.1:%d\", client: \"127.0.0.1:%d\"}%n"
                .formatted(peer, peer, p.raft(), p.client())));
        yaml.append(settings);
        pki.ifPresent(files -> yaml.append(files.settings(node + "-node")));
        try {
            Path config = directory.resolve(node + ".yaml");
            Files.writeString(config, yaml.toString());
            servers.put(node, new ServerProcess(config, directory.resolve(node + ".log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path dataDirectory(String node) {
        return directory.resolve("data").resolve(node);
    }

    ServerProcess server(String node) {
        return servers.get(node);
    }

    String clientAddress(String node) {
        return "127.0.0.1:" + ports.get(node).client();
    }

    String httpAddress(String node) {
        return "127.0.0.1:" + ports.get(node).http();
    }

    void startAll() {
        servers.values().forEach(ServerProcess::start);
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
