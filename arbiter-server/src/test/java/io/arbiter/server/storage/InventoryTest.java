package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.storage.Inventory.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    private static final String CONTENT = "all leases";
    private static final String MD5 = "1390b8c1505530034abf30c10f5b4efb";

    @TempDir
    private Path data;

    private Path snapshot;

    @BeforeEach
    void write() throws IOException {
        snapshot = Files.createDirectories(data.resolve("raft/group/sm")).resolve("snapshot.3_120");
        Files.writeString(snapshot, CONTENT);
        digest(MD5 + " *snapshot.3_120\n");
    }

    private void digest(String line) throws IOException {
        Files.writeString(snapshot.resolveSibling("snapshot.3_120.md5"), line);
    }

    private Item item() throws IOException {
        return Inventory.of(data).stream()
                .filter(item -> item.file().endsWith("snapshot.3_120"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSnapshotIsWholeIfItHasItsDigest() throws IOException {
        assertThat(item()).isEqualTo(new Item("raft/group/sm/snapshot.3_120", "10 bytes", true));
    }

    @Test
    void aChangedSnapshotIsNot() throws IOException {
        Files.writeString(snapshot, "all leasez");
        assertThat(item().readable()).isFalse();
        assertThat(item().content()).matches("10 bytes, its MD5 is [0-9a-f]{32}, expected " + MD5);
    }

    @Test
    void aSnapshotWithoutItsDigestIsNot() throws IOException {
        Files.delete(snapshot.resolveSibling("snapshot.3_120.md5"));
        assertThat(item())
                .isEqualTo(new Item("raft/group/sm/snapshot.3_120", "10 bytes, no MD5 file beside it", false));
        digest("");
        assertThat(item().content()).isEqualTo("10 bytes, its MD5 file is damaged");
    }

    @Test
    void aNameThatNoLogReachesIsShownAsSuch() throws IOException {
        Files.move(snapshot, snapshot.resolveSibling("snapshot.3_99999999999999999999"));
        assertThat(Inventory.of(data))
                .extracting(Item::content, Item::readable)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "cannot be read: For input string: \"99999999999999999999\"", false));
    }

    @Test
    void whatACutShortWritingLeftIsNoDamage() throws IOException {
        Path partial = snapshot.resolveSibling("snapshot.4_200.partial");
        Files.writeString(partial, "all");
        assertThat(Inventory.of(data)).contains(new Item("raft/group/sm/snapshot.4_200.partial", "3 bytes", true));
    }
}
