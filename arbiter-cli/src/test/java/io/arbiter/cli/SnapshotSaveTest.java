package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of that name is a whole backup, or it is not there. */
class SnapshotSaveTest {
    @TempDir
    private Path directory;

    private final FakeNode node = new FakeNode();

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void aWholeBackupGetsItsNameAndBelongsToItsOwner() throws IOException {
        CliRun run = save();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(file())).containsExactly(0, 1, 2, 3, 4);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(run.err()).contains("taking revision 104 from us-east");
        assertThat(files()).containsExactly("monday.arbiter");
    }

    @Test
    void whatCameWithAFlippedBitLeavesNothingBehind() throws IOException {
        node.state.snapshots.flipsABit = true;
        CliRun run = save();
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("BACKUP_INCOMPLETE").contains("5 bytes");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatCameWithoutItsEndLeavesNothingBehind() throws IOException {
        node.state.snapshots.endsEarly = true;
        CliRun run = save();
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("BACKUP_INCOMPLETE").contains("not said that it is all");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatIsThereIsKept() throws IOException {
        Files.writeString(file(), "sunday");
        CliRun run = save();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("UNWRITABLE").contains("not there yet");
        assertThat(Files.readString(file())).isEqualTo("sunday");
        assertThat(node.state.requests).isEmpty();
    }

    private CliRun save() {
        return CliRun.on(node, "snapshot", "save", file().toString());
    }

    private Path file() {
        return directory.resolve("monday.arbiter");
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}
