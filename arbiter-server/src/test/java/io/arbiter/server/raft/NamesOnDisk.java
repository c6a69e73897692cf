package io.arbiter.server.raft;

import io.arbiter.server.storage.Force;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk that keeps a name only once its directory has been forced. An image holds the part of a directory that
 * survives a power cut: links to the files that had their names at the last force. Of the bytes, a power cut loses
 * those of snapshots that were not forced; the library forces all others itself.
 */
public final class NamesOnDisk implements Force {
    private static final Logger LOG = LoggerFactory.getLogger(NamesOnDisk.class);
    private static final String SNAPSHOT = "snapshot\\.\\d+_\\d+";

    private final Set<Object> forced = new HashSet<>();
    private final Path live;
    private final Path image;

    /** @param image beside the live directory, on the same file system */
    NamesOnDisk(Path live, Path image) {
        this.live = live;
        this.image = image;
    }

    @Override
    public synchronized void force(Path path) throws IOException {
        if (Files.isDirectory(path) && path.startsWith(live)) {
            Path kept = Files.createDirectories(image.resolve(live.relativize(path)));
            forget(kept, path);
            try (DirectoryStream<Path> names = Files.newDirectoryStream(path)) {
                for (Path name : names) {
                    keep(name, kept.resolve(name.getFileName()));
                }
            }
        } else {
            forced.add(key(path));
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static void forget(Path kept, Path path) throws IOException {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(kept)) {
            for (Path name : names) {
                if (Files.isRegularFile(name)) {
                    Files.delete(name);
                } else if (!Files.exists(path.resolve(name.getFileName()))) {
                    FileTree.delete(name);
                }
            }
        }
    }

    private static void keep(Path name, Path kept) throws IOException {
        if (Files.isDirectory(name)) {
            Files.createDirectories(kept);
        } else {
            try {
                Files.createLink(kept, name);
            } catch (NoSuchFileException gone) {
                // A force does not fail for it either: it is not among the names that are there after the force.
                LOG.debug("{} was renamed or deleted while its directory was forced", name, gone);
            }
        }
    }

    /** Reduces the live directory to the part that is on the disk. */
    synchronized void cutPower() throws IOException {
        FileTree.delete(live);
        FileTree.copy(image, live);
        try (Stream<Path> files = Files.walk(image)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches(SNAPSHOT))
                    .toList()) {
                if (!forced.contains(key(file))) {
                    Files.write(live.resolve(image.relativize(file)), new byte[0]);
                }
            }
        }
    }

    /** The names in the image of a directory. */
    synchronized List<String> names(Path directory) throws IOException {
        return namesIn(image.resolve(live.relativize(directory)));
    }

    synchronized String read(Path file) throws IOException {
        return Files.readString(image.resolve(live.relativize(file)));
    }

    public static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }
}
