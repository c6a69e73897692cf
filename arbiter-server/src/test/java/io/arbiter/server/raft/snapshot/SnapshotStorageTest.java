package io.arbiter.server.raft.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStorageTest {
    @TempDir
    private Path directory;

    private final SnapshotStorage storage = new SnapshotStorage();
    private RaftStorage raft;

    @BeforeEach
    void open() throws IOException {
        raft = RaftStorage.newBuilder()
                .setDirectory(directory.toFile())
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setStorageFreeSpaceMin(SizeInBytes.ZERO)
                .build();
        raft.initialize();
    }

    private File appear(long index) throws IOException {
        File file = storage.getSnapshotFile(1, index);
        Files.createFile(file.toPath());
        return file;
    }

    /** The library asks with every append, which should not cost a look at the disk. */
    @Test
    void anEmptyDirectoryIsListedOnceAndAgainWhenItIsLoadedFrom() throws IOException {
        storage.init(raft);
        assertThat(storage.getLatestSnapshot()).isNull();
        appear(7);

        assertThat(storage.getLatestSnapshot()).isNull();

        assertThat(storage.loadLatestSnapshot().getIndex()).isEqualTo(7);
        assertThat(storage.getLatestSnapshot().getIndex()).isEqualTo(7);
    }

    @Test
    void whatIsWrittenIsKnownAtOnce() throws IOException {
        storage.init(raft);
        var written = new FileInfo(appear(7).toPath(), null);

        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(written, TermIndex.valueOf(1, 7)));

        assertThat(storage.getLatestSnapshot().getIndex()).isEqualTo(7);
    }

    @Test
    void whatIsThereAtTheStartIsKnown() throws IOException {
        Path place = raft.getStorageDir().getStateMachineDir().toPath();
        Files.createFile(place.resolve(SnapshotStorage.getSnapshotFileName(1, 9)));
        storage.init(raft);
        assertThat(storage.getLatestSnapshot().getIndex()).isEqualTo(9);
    }
}
