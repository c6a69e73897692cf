package io.arbiter.fence.file;

import java.io.IOException;

/**
 * The few actions of {@link FileHighWaterMarkStore} on a disk, in the steps between which a machine can die. The test's
 * implementation forgets, at a crash, everything not forced.
 */
interface MarksDirectory {

    /**
     * The whole content of the marks file, or null if there has never been one. Refuses a file that is gone.
     */
    byte[] read() throws IOException;

    /** Writes the temporary file, over one that an earlier attempt may have left. */
    void writeTemporary(byte[] content) throws IOException;

    /** Returns once the content of the temporary file would survive a power cut. */
    void forceTemporary() throws IOException;

    /** Puts the temporary file in the place of the marks file, atomically. */
    void rename() throws IOException;

    /** Returns once the rename would survive a power cut. */
    void forceDirectory() throws IOException;

    /**
     * Returns once the entries that lead to the directory would survive a power cut, each in its parent: the maker of
     * the directory may not have forced them. A parent that may not be read is taken to have been there before.
     */
    void forceAncestors() throws IOException;

    /** Notes, durably, that there are marks: from now on {@link #read} takes their absence for a loss. */
    void confirmCreated() throws IOException;

    /** Gives up the lock. May be called twice. */
    void close();

    /** The order is the promise: each step is durable before the next one makes it visible. */
    default void replace(byte[] content) throws IOException {
        writeTemporary(content);
        forceTemporary();
        rename();
        forceDirectory();
    }
}
