package io.arbiter.bench.runner.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
    @TempDir
    private Path data;

    private void file(String name, int bytes) throws IOException {
        Path file = data.resolve("raft/group/sm").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }

    @Test
    void theNewestIsByNumberAndNotByName() throws IOException {
        file("snapshot.2_9", 4);
        file("snapshot.2_10", 5);
        file("snapshot.1_100", 6);
        file("snapshot.2_10.md5", 7);
        SnapshotFolder folder = SnapshotFolder.of(data);
        assertThat(folder.newestBytes()).hasValue(5);
        assertThat(folder.isWriting()).isFalse();
    }

    @Test
    void oneThatIsBeingWrittenIsSeenAndDoesNotCount() throws IOException {
        file("snapshot.2_9.partial", 4);
        SnapshotFolder folder = SnapshotFolder.of(data);
        assertThat(folder.isWriting()).isTrue();
        assertThat(folder.newestBytes()).isEmpty();
    }

    @Test
    void withoutADirectoryThereIsNothingToWatch() {
        assertThatThrownBy(() -> SnapshotFolder.of(data)).hasMessageContaining("no directory for snapshots below");
    }
}
