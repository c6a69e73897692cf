package io.arbiter.testsupport.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A directory in which a program creates, renames and deletes files while it is looked at. {@link Files#walk} fails
 * when a name that it has read is gone before it reads the attributes; here such a name is left out.
 */
public final class LiveTree extends SimpleFileVisitor<Path> {
    private final List<Path> files = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();

    private LiveTree() {}

    /** The regular files below a directory, at any depth and in no order. */
    public static List<Path> files(Path root) throws IOException {
        return files(root, Integer.MAX_VALUE);
    }

    /** @param depth how many names deep to look: 1 for the files in the root itself */
    public static List<Path> files(Path root, int depth) throws IOException {
        return walked(root, depth).files;
    }

    /** The directory itself and those below it, each before what it contains. */
    public static List<Path> directories(Path root) throws IOException {
        return walked(root, Integer.MAX_VALUE).directories;
    }

    /** @throws NoSuchFileException if the root itself is not there */
    private static LiveTree walked(Path root, int depth) throws IOException {
        Files.readAttributes(root, BasicFileAttributes.class);
        var tree = new LiveTree();
        Files.walkFileTree(root, Set.of(), depth, tree);
        return tree;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        directories.add(directory);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
        return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, failure);
    }
}
