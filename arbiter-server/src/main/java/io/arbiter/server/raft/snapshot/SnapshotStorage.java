package io.arbiter.server.raft.snapshot;

import java.io.IOException;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;

/**
 * The library's directory of snapshots, which it cleans up whenever it has asked for one. While one is being written
 * the clean-up would be useless, and could delete the MD5 file of one that is just getting its name.
 *
 * <p>With every append, heartbeats included, the library asks for the newest, and lists the directory as long as there
 * is none. Here the directory is listed at the start and when a leader's snapshot has been installed; snapshots written
 * here are reported to this class.
 */
public final class SnapshotStorage extends SimpleStateMachineStorage {
    private boolean writing;
    private volatile boolean empty;

    /** From now on a snapshot is being written here, or none. On the thread that cleans up. */
    void writing(boolean now) {
        writing = now;
    }

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) throws IOException {
        if (!writing) {
            super.cleanupOldSnapshots(policy);
        }
    }

    @Override
    public SingleFileSnapshotInfo getLatestSnapshot() {
        return empty ? null : super.getLatestSnapshot();
    }

    /** Also called with the snapshot found in the directory, null if there is none. */
    @Override
    public synchronized SingleFileSnapshotInfo updateLatestSnapshot(SingleFileSnapshotInfo found) {
        SingleFileSnapshotInfo latest = super.updateLatestSnapshot(found);
        empty = latest == null;
        return latest;
    }
}
