package io.arbiter.server.doctor;

import io.arbiter.server.storage.DataDirectory;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A copy of a data directory, and of the files beside it, for a start to be tried on. Deleted when closed. */
final class DirectoryCopy implements AutoCloseable {
    private final Path root;
    private final Path directory;
    private final Map<String, Long> copied;

    private DirectoryCopy(Path root, Path directory) throws IOException {
        this.root = root;
        this.directory = directory;
        this.copied = sizes();
    }

    /**
     * @param work where the copy is made: it needs as much space as the directory, and must not lie in it
     * @throws IOException if it does, or something cannot be read or copied
     */
    static DirectoryCopy of(Path dataDir, Path work) throws IOException {
        if (work.toRealPath().startsWith(dataDir.toRealPath())) {
            throw new IOException(work + " lies in " + dataDir + ", which is to be copied there and must not change;"
                    + " give --work another directory");
        }
        Path root = Files.createTempDirectory(work, "arbiter-doctor-");
        try {
            Path directory = root.resolve(dataDir.getFileName());
            copyTree(dataDir, directory);
            for (Path file : DataDirectory.beside(dataDir)) {
                if (Files.exists(file)) {
                    Files.copy(file, root.resolve(file.getFileName()));
                }
            }
            return new DirectoryCopy(root, directory);
        } catch (IOException | RuntimeException failed) {
            delete(root);
            throw failed;
        }
    }

    /** A start follows links, so they are followed here too: data-dir itself is one, or raft lies on another disk. */
    private static void copyTree(Path from, Path to) throws IOException {
        var followingLinks = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        Files.walkFileTree(from, followingLinks, Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(each)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.copy(each, to.resolve(from.relativize(each)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path directory() {
        return directory;
    }

    /** Text about the copy, as if it were about the directory. */
    String renamed(String text, Path dataDir) {
        return text.replace(root.toString(), dataDir.getParent().toString());
    }

    /** What was done to the files since the copy was made, a line each. */
    List<String> changes() throws IOException {
        Map<String, Long> now = sizes();
        List<String> changes = new ArrayList<>();
        copied.forEach((file, size) -> {
            if (!now.containsKey(file)) {
                changes.add("remove " + file);
            } else if (now.get(file) < size) {
                changes.add("cut " + file + " from " + size + " to " + now.get(file) + " bytes");
            }
        });
        now.keySet().stream()
                .filter(file -> !copied.containsKey(file))
                .map(file -> "make " + file)
                .forEach(changes::add);
        return changes;
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                sizes.put(root.relativize(each).toString(), attributes.size());
                return FileVisitResult.CONTINUE;
            }
        });
        return sizes;
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }
}
