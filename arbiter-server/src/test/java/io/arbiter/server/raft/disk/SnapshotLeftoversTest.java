package io.arbiter.server.raft.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.raft.NamesOnDisk;
import io.arbiter.server.storage.Force;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.util.MD5FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts during the installation of a snapshot, at each of its steps. */
class SnapshotLeftoversTest {
    @TempDir
    private Path group;

    private final List<Path> forced = new ArrayList<>();

    private Path whole(String place, long index) throws IOException {
        Path file = half(place, index);
        MD5FileUtil.saveMD5File(file.toFile(), MD5FileUtil.computeMd5ForFile(file.toFile()));
        return file;
    }

    private Path half(String place, long index) throws IOException {
        Files.createDirectories(group.resolve(place));
        return Files.writeString(group.resolve(place).resolve("snapshot.1_" + index), "state " + index);
    }

    private void settle() throws IOException {
        new SnapshotLeftovers(group, path -> {
                    Force.disk().force(path);
                    forced.add(path);
                })
                .settle();
    }

    private void assertKept(String... names) throws IOException {
        assertThat(NamesOnDisk.namesIn(group.resolve("sm"))).containsExactly(names);
        assertThat(NamesOnDisk.namesIn(group)).as("nothing else is left").isSubsetOf("sm", "tmp");
        if (Files.exists(group.resolve("tmp"))) {
            assertThat(group.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    void nothingIsLeftOfOneThatIsOver() throws IOException {
        whole("sm", 100);
        settle();
        assertKept("snapshot.1_100", "snapshot.1_100.md5");
        assertThat(forced).isEmpty();
    }

    @Test
    void oneThatWasHalfReceivedIsForgotten() throws IOException {
        whole("sm", 100);
        half("tmp/snapshot-a", 200);
        settle();
        assertKept("snapshot.1_100", "snapshot.1_100.md5");
    }

    @Test
    void oneOfWhichBytesAreMissingIsForgotten() throws IOException {
        whole("sm", 100);
        Files.writeString(whole("tmp/snapshot-a", 200), "");
        settle();
        assertKept("snapshot.1_100", "snapshot.1_100.md5");
    }

    @Test
    void oneThatWasReceivedIsInstalledDurably() throws IOException {
        whole("sm", 100);
        whole("tmp/snapshot-a", 200);
        settle();
        assertKept("snapshot.1_100", "snapshot.1_100.md5", "snapshot.1_200", "snapshot.1_200.md5");
        assertThat(forced)
                .as("both directories of a move")
                .contains(group.resolve("sm"), group.resolve("tmp").resolve("snapshot-a"));
    }

    @Test
    void theFormerWasMovedAwayAndTheNewOneIsNotInItsPlace() throws IOException {
        whole("sm.tmp20260101", 100);
        whole("tmp/snapshot-a", 200);
        settle();
        assertKept("snapshot.1_200", "snapshot.1_200.md5");
    }

    @Test
    void theFormerWasMovedAwayAndTheNewOneIsNotWhole() throws IOException {
        whole("sm.tmp20260101", 100);
        half("tmp/snapshot-a", 200);
        settle();
        assertKept("snapshot.1_100", "snapshot.1_100.md5");
    }

    @Test
    void theFormerIsHalfDeletedAndStillInItsPlace() throws IOException {
        Files.createDirectories(group.resolve("sm"));
        whole("tmp/snapshot-a", 200);
        settle();
        assertKept("snapshot.1_200", "snapshot.1_200.md5");
    }

    @Test
    void theNewOneIsInItsPlaceAndTheFormerIsNotDeleted() throws IOException {
        whole("sm", 200);
        whole("sm.tmp20260101", 100);
        settle();
        assertKept("snapshot.1_200", "snapshot.1_200.md5");
    }

    /** The library makes it once, when it formats its directory, and does not force the name. */
    @Test
    void thePlaceItselfIsMadeAgain() throws IOException {
        Files.createDirectory(group.resolve("current"));
        settle();
        assertThat(group.resolve("sm")).isEmptyDirectory();
        assertThat(forced).contains(group);
    }
}
