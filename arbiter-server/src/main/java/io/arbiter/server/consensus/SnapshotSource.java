package io.arbiter.server.consensus;

import java.io.IOException;
import java.io.OutputStream;

/** The state as of one entry, to be written while later entries are applied. */
public interface SnapshotSource extends AutoCloseable {
    /**
     * Writes the whole state, with the checksums needed to detect damage. Once, by any one thread, and never for long
     * at the cost of the thread that applies. Buffered by the caller.
     */
    void writeTo(OutputStream out) throws IOException;

    /** Releases the state kept for the writing; needed even if nothing was written. */
    @Override
    void close();
}
