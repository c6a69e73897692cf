package io.arbiter.bench.contest;

import io.arbiter.testsupport.files.FileTree;
import io.arbiter.testsupport.servers.Geography;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One directory per node below one that is made for the site and deleted with it. */
final class Directories implements AutoCloseable {
    private final Path root;

    private Directories(Path root) {
        this.root = root;
    }

    /** @param parent on the disk to measure; made if absent */
    static Directories make(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path root = Files.createTempDirectory(parent, "site-").toAbsolutePath();
        for (String region : Geography.NAMES) {
            Files.createDirectory(root.resolve(region));
        }
        return new Directories(root);
    }

    Path root() {
        return root;
    }

    Path of(int node) {
        return root.resolve(Geography.NAMES.get(node));
    }

    @Override
    public void close() {
        try {
            FileTree.delete(root);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + root + "; does a server still run there?", failed);
        }
    }
}
