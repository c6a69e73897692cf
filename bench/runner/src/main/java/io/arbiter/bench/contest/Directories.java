package io.arbiter.bench.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

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
        for (String region : Regions.NAMES) {
            Files.createDirectory(root.resolve(region));
        }
        return new Directories(root);
    }

    Path root() {
        return root;
    }

    Path of(int node) {
        return root.resolve(Regions.NAMES.get(node));
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new Deletion());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + root + "; does a server still run there?", failed);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
            if (failed != null) {
                throw failed;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
