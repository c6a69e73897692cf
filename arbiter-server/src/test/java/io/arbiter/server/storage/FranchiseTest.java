package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in {@link Franchise}, row by row. */
class FranchiseTest {
    @TempDir
    private Path parent;

    private Franchise examine() throws Exception {
        try (DataDirectory directory = DataDirectory.open(parent.resolve("data"))) {
            return Franchise.examine(directory, "c", "n1");
        }
    }

    private void joined() throws Exception {
        Franchise franchise = examine();
        franchise.agree(Map.of("n1", franchise.identity().id(), "n2", "other"));
        franchise.rememberOutside();
        makeLog();
        franchise.join();
    }

    private void makeLog() throws Exception {
        Files.createDirectories(parent.resolve("data/raft/group"));
    }

    private void wipe(String path) throws Exception {
        try (var files = Files.walk(parent.resolve(path))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::examine).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
            assertThat(e).hasMessageContaining(why);
        });
    }

    @Test
    void anEmptyDirectoryIsFreshAndKeepsItsId() throws Exception {
        NodeIdentity first = examine().identity();
        assertThat(first.phase()).isEqualTo(Phase.FRESH);
        assertThat(examine().identity()).isEqualTo(first);
    }

    @Test
    void aCrashWhileFormingGoesOn() throws Exception {
        Franchise franchise = examine();
        franchise.agree(Map.of("n1", franchise.identity().id()));
        assertThat(examine().identity().phase()).isEqualTo(Phase.FORMING);
        examine().rememberOutside();
        assertThat(examine().isFresh()).isFalse();
        makeLog();
        assertThat(examine().isFresh()).isFalse();
    }

    @Test
    void aRestartIsTheSameNode() throws Exception {
        joined();
        assertThat(examine().identity().phase()).isEqualTo(Phase.JOINED);
    }

    @Test
    void aWipedDirectoryIsRefused() throws Exception {
        joined();
        wipe("data");
        assertRefused("which is empty now");
    }

    @Test
    void aWipedLogIsRefused() throws Exception {
        joined();
        wipe("data/raft");
        assertRefused("is gone");
    }

    @Test
    void aLogOfNobodyIsRefused() throws Exception {
        makeLog();
        assertRefused("nobody knows whose log it is");
    }

    @Test
    void anOlderCopyIsRefused() throws Exception {
        examine();
        byte[] fresh = Files.readAllBytes(parent.resolve("data/node.identity"));
        joined();
        Files.write(parent.resolve("data/node.identity"), fresh);
        assertRefused("older copy");
    }

    @Test
    void anotherDirectoryThanTheOneThatJoinedIsRefused() throws Exception {
        joined();
        Files.move(parent.resolve("data.joined"), parent.resolve("aside"));
        wipe("data");
        examine();
        Files.move(parent.resolve("aside"), parent.resolve("data.joined"));
        assertRefused("another content");
    }

    @Test
    void anotherNodesDirectoryIsRefused() throws Exception {
        joined();
        try (DataDirectory directory = DataDirectory.open(parent.resolve("data"))) {
            assertThatThrownBy(() -> Franchise.examine(directory, "c", "n2"))
                    .hasMessageContaining("belongs to node n1");
            assertThatThrownBy(() -> Franchise.examine(directory, "d", "n1")).hasMessageContaining("of cluster c");
        }
    }

    @Test
    void aDamagedIdentityIsRefused() throws Exception {
        joined();
        Path file = parent.resolve("data/node.identity");
        Files.writeString(file, Files.readString(file).replace("JOINED", "FRESH"));
        assertThatThrownBy(this::examine).isInstanceOfSatisfying(StartException.class,
                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED));
    }

    @Test
    void aDirectoryInUseOrOfSomebodyElseIsRefused() throws Exception {
        Path data = parent.resolve("data");
        try (DataDirectory first = DataDirectory.open(data)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path())).hasMessageContaining("in use by another");
        }
        Files.writeString(data.resolve("letters.txt"), "x");
        assertThatThrownBy(() -> DataDirectory.open(data)).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DIR_UNUSABLE);
            assertThat(e).hasMessageContaining("letters.txt");
        });
    }

    @Test
    void aFileInTheWayIsRefused() throws Exception {
        Files.writeString(parent.resolve("data"), "a file");
        assertThatThrownBy(this::examine).isInstanceOfSatisfying(StartException.class,
                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DIR_UNUSABLE));
    }
}
