package io.arbiter.server.raft.snapshot;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.raft.CounterState;
import io.arbiter.server.raft.RecordedExit;
import io.arbiter.server.raft.disk.OpenDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S6: the library purges the log up to the index that it gets, so that snapshot must be on the disk by then. */
class SnapshotterTest {
    @TempDir
    private Path directory;

    private final CounterState state = new CounterState();
    private final SnapshotStorage storage = new SnapshotStorage();
    private final RecordedExit exit = new RecordedExit();
    private Snapshotter taker;

    @BeforeEach
    void open() throws IOException {
        RaftStorage raft = RaftStorage.newBuilder()
                .setDirectory(directory.toFile())
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setStorageFreeSpaceMin(SizeInBytes.ZERO)
                .build();
        raft.initialize();
        storage.init(raft);
        taker = new Snapshotter(state, new SnapshotFiles(storage, OpenDisk.plain()), exit, System::nanoTime);
    }

    private long takenAt(long applied) {
        return taker.take(TermIndex.valueOf(1, applied));
    }

    private Optional<Long> newestOnDisk() {
        return Optional.ofNullable(storage.getLatestSnapshot()).map(SnapshotInfo::getIndex);
    }

    @Test
    void anIndexIsToldOnceItsSnapshotIsOnTheDisk() {
        state.snapshotGate.acquireUninterruptibly();
        assertThat(takenAt(10)).as("it has only begun").isEqualTo(RaftLog.INVALID_LOG_INDEX);
        assertThat(takenAt(20)).as("it is under way").isEqualTo(RaftLog.INVALID_LOG_INDEX);
        assertThat(newestOnDisk()).isEmpty();

        state.snapshotGate.release();

        await().atMost(PATIENCE).until(() -> takenAt(30) == 10);
        assertThat(newestOnDisk()).contains(10L);
        assertThat(exit.codes).isEmpty();
    }

    @Test
    void oneThatFailedIsNeverTold() {
        state.snapshotFailure = new IOException("No space left on device");
        state.snapshotGate.acquireUninterruptibly();
        takenAt(10);
        state.snapshotGate.release();

        await().atMost(PATIENCE).until(() -> state.closedSnapshots.get() == 1);

        assertThat(takenAt(20)).isEqualTo(RaftLog.INVALID_LOG_INDEX);
        assertThat(takenAt(30)).as("the next attempt waits").isEqualTo(RaftLog.INVALID_LOG_INDEX);
        assertThat(newestOnDisk()).isEmpty();
    }
}
