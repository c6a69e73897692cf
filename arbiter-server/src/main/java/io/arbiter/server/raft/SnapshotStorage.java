package io.arbiter.server.raft;

import java.io.IOException;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;

/**
 * The library's directory of snapshots, which it cleans up whenever it has asked for one. While one is being written
 * that would be in vain, and could take the MD5 file of one that is just getting its name. Used by one thread.
 */
final class SnapshotStorage extends SimpleStateMachineStorage {
    private boolean writing;

    /** From now on a snapshot is being written here, or none. */
    void writing(boolean now) {
        writing = now;
    }

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) throws IOException {
        if (!writing) {
            super.cleanupOldSnapshots(policy);
        }
    }
}
