package io.arbiter.server.tls;

import static org.awaitility.Awaitility.await;

import io.arbiter.server.ArbiterServer;
import io.arbiter.server.LeaseApplication;
import io.arbiter.server.config.ConfigException;
import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.testsupport.files.FileTree;
import io.arbiter.testsupport.net.FreePorts;
import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Three nodes in this process, each with a certificate of its own. */
public final class TlsCluster implements AutoCloseable {
    public static final List<String> NODES = List.of("n1", "n2", "n3");
    static final Map<String, String> REGIONS = Map.of("n1", "us-east", "n2", "us-west", "n3", "eu-central");

    private final Path directory;
    private final List<Integer> ports = FreePorts.some(9);
    private final Map<String, ArbiterServer> servers = new ConcurrentHashMap<>();
    private final List<String> settings;

    /** Of three fresh nodes, whose certificates the authority has issued; they serve. */
    public TlsCluster(Path directory, TestAuthority authority) throws IOException {
        this(directory, authority, List.of());
    }

    /** The same, with further settings, in which {node} stands for the name. */
    public TlsCluster(Path directory, TestAuthority authority, List<String> settings) throws IOException {
        this.directory = directory;
        this.settings = settings;
        for (String node : NODES) {
            authority.issue(id(node)).write(Files.createDirectories(files(node)), authority);
        }
        NODES.stream().map(this::begin).toList().forEach(CompletableFuture::join);
        servers.values().forEach(server -> await().until(() -> server.problem().isEmpty()));
    }

    private CompletableFuture<Void> begin(String node) {
        return CompletableFuture.supplyAsync(() -> start(node), task -> new Thread(task).start())
                .thenAccept(server -> servers.put(node, server));
    }

    /** A node comes with an empty disk. @return completes when it has been admitted, and serves */
    CompletableFuture<Void> wipe(String node) throws IOException {
        servers.remove(node).close();
        FileTree.delete(directory.resolve(node).resolve("data"));
        return begin(node)
                .thenRun(() -> await().until(() -> servers.get(node).problem().isEmpty()));
    }

    private ArbiterServer start(String node) {
        try {
            return ArbiterServer.start(
                    config(node), ServerMetrics.create(), LeaseApplication::new, (code, why, cause) -> {
                        throw new AssertionError(why, cause);
                    });
        } catch (StartException | ConfigException | IOException failed) {
            throw new CompletionException(failed);
        }
    }

    private ServerConfig config(String node) throws IOException, ConfigException {
        var yaml = new StringBuilder("""
                cluster: tls
                node: %s
                data-dir: %s
                profile: local
                http.listen: 127.0.0.1:%d
                tls: {certificate: %s, key: %s, trust: %s}
                peers:
                """.formatted(
                        node,
                        directory.resolve(node).resolve("data"),
                        http(node).getPort(),
                        files(node).resolve(IssuedCertificate.CERTIFICATE),
                        files(node).resolve(IssuedCertificate.KEY),
                        files(node).resolve(IssuedCertificate.TRUST)));
        for (String peer : NODES) {
            yaml.append("  %s: {region: %s, raft: \"127.0.0.1:%d\", client: \"127.0.0.1:%d\"}%n"
                    .formatted(
                            peer,
                            REGIONS.get(peer),
                            raft(peer).getPort(),
                            client(peer).getPort()));
        }
        Path file = Files.writeString(directory.resolve(node + ".yaml"), yaml);
        List<String> own =
                settings.stream().map(each -> each.replace("{node}", node)).toList();
        return ConfigLoader.load(file, Map.of(), own);
    }

    /** The identity of a node. */
    public static String id(String node) {
        return "spiffe://arbiter/region/" + REGIONS.get(node) + "/node/" + node;
    }

    /** The directory of a node's certificate, key and trust. */
    Path files(String node) {
        return directory.resolve(node).resolve("tls");
    }

    /** The files that an {@link IssuedCertificate} writes there. */
    static TlsFiles in(Path directory) {
        return new TlsFiles(
                directory.resolve(IssuedCertificate.CERTIFICATE),
                directory.resolve(IssuedCertificate.KEY),
                directory.resolve(IssuedCertificate.TRUST));
    }

    public InetSocketAddress raft(String node) {
        return address(node, 0);
    }

    public InetSocketAddress client(String node) {
        return address(node, 1);
    }

    public InetSocketAddress http(String node) {
        return address(node, 2);
    }

    private InetSocketAddress address(String node, int which) {
        return new InetSocketAddress("127.0.0.1", ports.get(3 * NODES.indexOf(node) + which));
    }

    @Override
    public void close() {
        servers.values().parallelStream().forEach(ArbiterServer::close);
    }
}
