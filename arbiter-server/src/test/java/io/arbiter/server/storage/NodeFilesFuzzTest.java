package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S6: whatever a node's small files hold, also under a right checksum, the node reads it or calls it damaged. */
class NodeFilesFuzzTest {
    @TempDir
    private static Path directory;

    static Stream<byte[]> identities() {
        NodeIdentity fresh = NodeIdentity.fresh("orders", "us-east");
        NodeIdentity forming = fresh.forming(Map.of("us-east", fresh.id(), "us-west", "5c1f"));
        return Stream.concat(
                Stream.of(fresh, forming, forming.joined())
                        .map(IdentityFile::body)
                        .map(NodeFilesFuzzTest::bytes),
                Stream.of("no UTF-8: \u00e9".getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Stream<byte[]> bounds() {
        return Stream.of(
                        Bound.NONE,
                        Bound.NONE.voted(3, "us-west").acknowledged(3, 4711).opened(4000),
                        Bound.NONE.acknowledged(2, 90).withSnapshot(80).cut(70))
                .map(Bound::text)
                .map(text -> bytes(text.substring(0, text.indexOf("crc32c="))));
    }

    @MethodSource("identities")
    @FuzzTest
    void identity(byte[] body) throws Exception {
        readIdentity(body);
        readIdentity(sealed(body));
    }

    private static void readIdentity(byte[] content) throws Exception {
        var file = new IdentityFile(Files.write(directory.resolve("node.identity"), content));
        try {
            NodeIdentity identity = file.read().orElseThrow();
            assertThat(IdentityFile.parse(IdentityFile.text(identity))).isEqualTo(identity);
        } catch (StartException refused) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED);
        }
    }

    @MethodSource("bounds")
    @FuzzTest
    void bound(byte[] body) {
        readBound(body);
        readBound(sealed(body));
    }

    private static void readBound(byte[] content) {
        Bound.parse(text(content))
                .ifPresent(bound -> assertThat(Bound.parse(bound.text())).contains(bound));
    }

    @ValueSource(strings = {"term=3\nvotedFor=us-west\n", "# \\u00e9\nterm = 9223372036854775807", "term"})
    @FuzzTest
    void vote(@NotNull String meta) throws IOException {
        Path current = Files.createDirectories(directory.resolve("voted/current"));
        Files.writeString(current.resolve("raft-meta"), meta);
        checkLog(directory.resolve("voted"));
    }

    @ValueSource(
            strings = {
                "current/log_0-5",
                "current/log_7-99999999999999999999",
                "current/log_inprogress_99999999999999999999",
                "sm/snapshot.1_9",
                "sm/snapshot.1_99999999999999999999"
            })
    @FuzzTest
    void name(@NotNull String name) throws IOException {
        Path group = directory.resolve("named");
        Path folder = Files.createDirectories(group.resolve(name.startsWith("sm/") ? "sm" : "current"));
        String plain = name.substring(name.indexOf('/') + 1).replaceAll("[^a-z0-9_.-]", "x");
        Path file = folder.resolve(plain.matches("(log_|snapshot\\.).{1,90}") ? plain : "other");
        Files.write(file, new byte[0]);
        try {
            checkLog(group);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void checkLog(Path group) {
        try {
            LogCheck.check(group, LowerBound.none(), path -> {});
        } catch (StartException refused) {
            assertThat(refused.exitCode()).isIn(ExitCode.DATA_DAMAGED, ExitCode.MUST_NOT_VOTE);
        }
    }

    private static byte[] sealed(byte[] body) {
        String text = text(body);
        var checksum = new CRC32C();
        checksum.update(bytes(text));
        return bytes(text + "crc32c=" + Long.toHexString(checksum.getValue()) + "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
