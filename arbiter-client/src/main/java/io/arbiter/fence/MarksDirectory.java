package io.arbiter.fence;

import java.io.IOException;

/**
 * The few things that {@link FileMarks} does to a disk, in the steps between which a machine can die. The
 * test's implementation forgets, at a crash, whatever was not forced.
 */
interface MarksDirectory {

    /**
     * The whole content of the marks file, or null if there has never been one. Refuses a file that is gone.
     */
    byte[] read() throws IOException;

    /** Writes the temporary file over whatever an earlier attempt left there. */
    void writeTemporary(byte[] content) throws IOException;

    /** Returns once the content of the temporary file would survive a power cut. */
    void forceTemporary() throws IOException;

    /** Puts the temporary file in the place of the marks file, atomically. */
    void rename() throws IOException;

    /** Returns once the rename would survive a power cut. */
    void forceDirectory() throws IOException;

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
