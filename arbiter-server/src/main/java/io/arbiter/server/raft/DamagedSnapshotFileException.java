package io.arbiter.server.raft;

import java.io.IOException;

/** The newest snapshot on disk is not what was written. */
final class DamagedSnapshotFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSnapshotFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
