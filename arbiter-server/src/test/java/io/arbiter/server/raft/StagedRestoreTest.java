package io.arbiter.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.storage.LowerBound;
import io.arbiter.server.storage.SnapshotFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restored state becomes the first snapshot of a log, whatever cuts that short. */
class StagedRestoreTest {
    private static final byte[] STATE = "the state".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Path raft;
    private Path group;

    @BeforeEach
    void stage() throws IOException {
        raft = directory.resolve("raft");
        group = LogPreparation.groupDirectory(raft, "prod");
        StagedRestore.in(raft).write(41, out -> out.write(STATE));
    }

    @Test
    void aStartMakesItTheSnapshot() throws Exception {
        prepare();
        assertInstalled();
        prepare();
        assertInstalled();
    }

    /** Before the snapshot there are the bound, the vote, and perhaps the digest: no log that has lost something. */
    @Test
    void aStartThatWasCutShortBeforeTheSnapshotGoesOn() throws Exception {
        LogPreparation.prepare(raft, "other", Disk.with(List.of(directory.resolve("bound"))))
                .bound()
                .close();
        Path elsewhere = LogPreparation.groupDirectory(raft, "other");
        Files.move(SnapshotFile.newest(elsewhere).orElseThrow().path(), raft.resolve("restored.41"));
        Files.delete(directory.resolve("bound"));
        Files.move(elsewhere, group);
        LowerBound.open(List.of(directory.resolve("bound")), false).close();
        prepare();
        assertInstalled();
    }

    @Test
    void aLaterAttemptReplacesIt() throws Exception {
        StagedRestore.in(raft).write(42, out -> out.write(1));
        prepare();
        assertThat(SnapshotFile.newest(group).orElseThrow().index()).isEqualTo(42);
    }

    @Test
    void whatIsDiscardedIsNotInstalled() throws Exception {
        StagedRestore.in(raft).discard();
        prepare();
        assertThat(SnapshotFile.newest(group)).isEmpty();
    }

    private void prepare() throws Exception {
        LogPreparation.prepare(raft, "prod", Disk.with(List.of(directory.resolve("bound"))))
                .bound()
                .close();
    }

    private void assertInstalled() throws IOException {
        SnapshotFile snapshot = SnapshotFile.newest(group).orElseThrow();
        assertThat(snapshot.index()).isEqualTo(41);
        assertThat(snapshot.path()).hasFileName("snapshot.1_41").hasBinaryContent(STATE);
        assertThat(raft.resolve("restored.41")).doesNotExist();
        new StoredLog(group)
                .readSnapshot((index, in) -> assertThat(in.readAllBytes()).isEqualTo(STATE));
    }
}
