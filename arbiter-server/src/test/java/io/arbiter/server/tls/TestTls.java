package io.arbiter.server.tls;

import io.arbiter.server.config.ConfigLoader;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Certificates for nodes without a server: n1, n2 and n3 of the region r. */
public final class TestTls {
    private TestTls() {}

    public static NodeTls of(Path directory, TestAuthority authority, String node) throws Exception {
        Path own = Files.createDirectories(directory.resolve(node));
        authority.issue("spiffe://arbiter/region/r/node/" + node).write(own, authority);
        Path config = Files.writeString(own.resolve("node.yaml"), """
                {cluster: c, node: %s, data-dir: d, peers: {
                n1: {region: r, raft: "a:1", client: "a:2"}, n2: {region: r, raft: "b:1", client: "b:2"},
                n3: {region: r, raft: "c:1", client: "c:2"}}}
                """.formatted(node));
        TlsFiles files = TlsCluster.in(own);
        List<String> settings = List.of(
                "tls.certificate=" + files.certificate(), "tls.key=" + files.key(), "tls.trust=" + files.trust());
        return NodeTls.open(ConfigLoader.load(config, Map.of(), settings)).orElseThrow();
    }
}
