package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity.Phase;
import io.arbiter.testsupport.files.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in {@link VotingPermit}, row by row. */
class VotingPermitTest {
    @TempDir
    private Path parent;

    private VotingPermit check() throws Exception {
        try (DataDirectory directory = DataDirectory.open(parent.resolve("data"))) {
            return VotingPermit.check(directory, "c", "n1");
        }
    }

    private void joined() throws Exception {
        VotingPermit permit = check();
        permit.recordMembers(Map.of("n1", permit.identity().id(), "n2", "other"));
        permit.writeJoinedMarker();
        makeLog();
        permit.join();
    }

    private void makeLog() throws Exception {
        Files.createDirectories(parent.resolve("data/raft/group"));
    }

    private void wipe(String path) throws Exception {
        FileTree.delete(parent.resolve(path));
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::check).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
            assertThat(e).hasMessageContaining(why);
        });
    }

    @Test
    void anEmptyDirectoryIsFreshAndKeepsItsId() throws Exception {
        NodeIdentity first = check().identity();
        assertThat(first.phase()).isEqualTo(Phase.FRESH);
        assertThat(check().identity()).isEqualTo(first);
    }

    @Test
    void aCrashWhileFormingGoesOn() throws Exception {
        VotingPermit permit = check();
        permit.recordMembers(Map.of("n1", permit.identity().id()));
        assertThat(check().identity().phase()).isEqualTo(Phase.FORMING);
        check().writeJoinedMarker();
        assertThat(check().isFresh()).isFalse();
        makeLog();
        assertThat(check().isFresh()).isFalse();
    }

    @Test
    void aRestartIsTheSameNode() throws Exception {
        joined();
        assertThat(check().identity().phase()).isEqualTo(Phase.JOINED);
    }

    @Test
    void aWipedDirectoryWaitsToBeAdmittedAsAnother() throws Exception {
        joined();
        NodeIdentity before = check().identity();
        wipe("data");
        VotingPermit permit = check();
        assertThat(permit.isFresh()).isTrue();
        assertThat(permit.wiped()).hasValueSatisfying(why -> assertThat(why).contains("which is empty now"));
        assertThat(permit.identity().id()).isNotEqualTo(before.id());
        assertThat(check().identity()).as("while it waits").isEqualTo(permit.identity());
        assertThat(check().wiped()).isPresent();
    }

    @Test
    void whatWasAdmittedGoesOnFromWhereverACrashCame() throws Exception {
        joined();
        Files.writeString(parent.resolve("data.bound"), "of the lost disk");
        wipe("data");
        check().recordAdmission(Map.of("n1", "lost", "n2", "other"));
        VotingPermit permit = check();
        assertThat(permit.isFresh()).isFalse();
        assertThat(permit.identity().isAdmitted()).isTrue();
        permit.writeJoinedMarker();
        assertThat(parent.resolve("data.bound")).as("bounds nothing any more").doesNotExist();
        Files.writeString(parent.resolve("data.bound"), "of the new one");
        makeLog();
        permit.join();
        check().writeJoinedMarker();
        assertThat(check().identity().phase()).isEqualTo(Phase.JOINED);
        assertThat(check().wiped()).isEmpty();
        assertThat(parent.resolve("data.bound")).exists();
    }

    @Test
    void theLostDiskThatComesBackIsRefused() throws Exception {
        joined();
        Files.move(parent.resolve("data"), parent.resolve("lost"));
        VotingPermit permit = check();
        permit.recordAdmission(Map.of("n1", "lost"));
        permit.writeJoinedMarker();
        wipe("data");
        Files.move(parent.resolve("lost"), parent.resolve("data"));
        assertRefused("another content");
    }

    @Test
    void aWipedDirectoryThatHasALogAllTheSameIsRefused() throws Exception {
        joined();
        Files.delete(parent.resolve("data/node.identity"));
        assertRefused("nobody knows whose log it is");
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
        check();
        byte[] fresh = Files.readAllBytes(parent.resolve("data/node.identity"));
        joined();
        Files.write(parent.resolve("data/node.identity"), fresh);
        assertRefused("is older than that");
        wipe("data/raft");
        assertRefused("older copy");
    }

    @Test
    void anotherDirectoryThanTheOneThatJoinedIsRefused() throws Exception {
        joined();
        Files.move(parent.resolve("data.joined"), parent.resolve("aside"));
        wipe("data");
        joined();
        Files.move(parent.resolve("aside"), parent.resolve("data.joined"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused("another content");
    }

    @Test
    void anotherNodesDirectoryIsRefused() throws Exception {
        joined();
        try (DataDirectory directory = DataDirectory.open(parent.resolve("data"))) {
            assertThatThrownBy(() -> VotingPermit.check(directory, "c", "n2"))
                    .hasMessageContaining("belongs to node n1");
            assertThatThrownBy(() -> VotingPermit.check(directory, "d", "n1")).hasMessageContaining("of cluster c");
        }
    }

    @Test
    void aDamagedIdentityIsRefused() throws Exception {
        joined();
        Path file = parent.resolve("data/node.identity");
        Files.writeString(file, Files.readString(file).replace("JOINED", "FRESH"));
        assertThatThrownBy(this::check)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED));
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
        assertThatThrownBy(this::check)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DIR_UNUSABLE));
    }
}
