package io.arbiter.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a file's bytes durable, or a directory's entries: the files created, renamed or deleted in it. Thread-safe.
 * After a failure the disk's content is unknown, and a second attempt that succeeds proves nothing.
 */
@FunctionalInterface
public interface Force {
    void force(Path path) throws IOException;

    /** Forces on the real disk; an interrupt of the calling thread does not disturb that. */
    static Force disk() {
        return DiskForce.INSTANCE;
    }

    /**
     * Makes a directory, and those above it that are missing, each durable in the one that holds it. Another process
     * may make some of them meanwhile: servers that start at once may share a parent of their data directories.
     */
    default void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            createDirectories(directory.getParent());
            Files.createDirectories(directory);
            force(directory.getParent());
        }
    }
}
