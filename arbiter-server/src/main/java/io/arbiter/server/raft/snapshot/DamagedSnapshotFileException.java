package io.arbiter.server.raft.snapshot;

import java.io.IOException;

/** The newest snapshot on disk differs from the one written. */
public final class DamagedSnapshotFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSnapshotFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
