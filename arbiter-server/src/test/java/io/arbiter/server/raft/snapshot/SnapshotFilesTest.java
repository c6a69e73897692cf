package io.arbiter.server.raft.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.raft.CounterState;
import io.arbiter.server.raft.disk.OpenDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {
    @TempDir
    private Path directory;

    private final SnapshotStorage storage = new SnapshotStorage();
    private SnapshotFiles files;

    @BeforeEach
    void open() throws IOException {
        RaftStorage raft = RaftStorage.newBuilder()
                .setDirectory(directory.toFile())
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setStorageFreeSpaceMin(SizeInBytes.ZERO)
                .build();
        raft.initialize();
        storage.init(raft);
        files = new SnapshotFiles(storage, OpenDisk.plain());
    }

    private void leave(String suffix) throws IOException {
        Path snapshot = storage.getSnapshotFile(3, 61).toPath();
        Files.createFile(snapshot.resolveSibling(snapshot.getFileName() + suffix));
    }

    /** A snapshot exists once it has its name; a power cut before that leaves only the first files written. */
    @Test
    void whatIsWrittenBeforeTheNameIsNoSnapshot() throws IOException {
        for (String suffix : new String[] {".partial", ".md5.tmp", ".md5"}) {
            leave(suffix);
            assertThat(files.load(new CounterState())).as(suffix).isEqualTo(TermIndex.INITIAL_VALUE);
        }
    }

    @Test
    void oneWithoutItsDigestIsDamaged() throws IOException {
        leave("");
        assertThatThrownBy(() -> files.load(new CounterState())).isInstanceOf(DamagedSnapshotFileException.class);
    }
}
