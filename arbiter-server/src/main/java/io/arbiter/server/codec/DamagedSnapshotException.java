package io.arbiter.server.codec;

import java.io.IOException;

/** A snapshot that is damaged, cut off, or of a format that this release does not know. Nothing of it may be used. */
public final class DamagedSnapshotException extends IOException {
    DamagedSnapshotException(String message) {
        super(message);
    }

    DamagedSnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
