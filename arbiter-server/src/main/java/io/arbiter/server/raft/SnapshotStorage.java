package io.arbiter.server.raft;

import java.io.IOException;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;

/**
 * The library's directory of snapshots, which it cleans up whenever it has asked for one. While one is being written
 * that would be in vain, and could take the MD5 file of one that is just getting its name.
 *
 * <p>With every append, heartbeats included, it asks for the newest, and lists the directory for it as long as there is
 * none. Here it is listed at the start and when the leader's has been installed: what is written here is told.
 */
final class SnapshotStorage extends SimpleStateMachineStorage {
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

    /** Also comes with what the directory was found to hold, null if that is nothing. */
    @Override
    public synchronized SingleFileSnapshotInfo updateLatestSnapshot(SingleFileSnapshotInfo found) {
        SingleFileSnapshotInfo latest = super.updateLatestSnapshot(found);
        empty = latest == null;
        return latest;
    }
}
