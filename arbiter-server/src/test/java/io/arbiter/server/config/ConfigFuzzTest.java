package io.arbiter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any file and any overrides are a list of mistakes, or a configuration that reads the same from its own text. */
class ConfigFuzzTest {
    private static final String FILE = """
            cluster: orders
            node: us-east
            data-dir: /var/lib/arbiter/data
            peers:
              us-east: {region: us-east, raft: "e:7400", client: "e:7401"}
              us-west: {region: us-west, raft: "w:7400", client: "[::1]:7401"}
              eu-central: {region: eu-central, raft: "10.0.0.1:7400", client: "c.example.:7401"}
            """;

    @TempDir
    private static Path directory;

    static Stream<byte[]> files() throws IOException {
        return Stream.of(
                        FILE,
                        FILE + "grace: 1500ms\nprofile: local\nbootstrap.above-token: derived\nregions: sa-east , ap\n",
                        FILE + "limits: {watches: 5, calls-per-stream: 7}\nbatch.max-in-flight: 3\n",
                        "? [a, b]\n: &x {y: *x}\n",
                        "grace: !!int five\nnode: !!float x\ncluster: !!timestamp 2001-99-99\n",
                        "a: !!binary AA==\nb: !!set {c, d}\ne: !!omap [f: g]\n<<: {h: ~}\n",
                        Files.readString(Path.of("../deploy/arbiter-server.reference.yaml")))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("files")
    @FuzzTest
    void file(byte[] content) throws Exception {
        Path file = Files.write(directory.resolve("node.yaml"), content);
        load(file, Map.of(), List.of());
    }

    @ValueSource(
            strings = {
                "grace=4s",
                "http.listen=[::]:0",
                "peers.x.raft=x:1",
                "ARBITER_GRACE=3s",
                "ARBITER_PEERS_US_WEST_CLIENT=west:9",
                "ARBITER_GRACED=3s",
                "bootstrap.above-token=4611686018427387904",
                "data-dir=a\0b"
            })
    @FuzzTest
    void overridden(@NotNull String assignment) throws Exception {
        Path file = Files.writeString(directory.resolve("node.yaml"), FILE);
        load(file, Map.of(), List.of(assignment));
        int equals = Math.max(0, assignment.indexOf('='));
        load(file, Map.of(assignment.substring(0, equals), assignment.substring(equals)), List.of());
    }

    private static void load(Path file, Map<String, String> environment, List<String> assignments) throws Exception {
        ServerConfig config;
        try {
            config = ConfigLoader.load(file, environment, assignments);
        } catch (ConfigException refused) {
            assertThat(refused.mistakes()).isNotEmpty();
            return;
        }
        Path printed = Files.writeString(directory.resolve("printed.yaml"), ConfigText.of(config));
        assertThat(ConfigLoader.load(printed, Map.of(), List.of())).isEqualTo(config);
    }
}
