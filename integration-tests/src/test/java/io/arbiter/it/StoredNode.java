package io.arbiter.it;

import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of a stopped node's data directory and of the files beside it, to be damaged. */
record StoredNode(Path directory) {

    /** Copies the node's files below {@code to}, which is made. */
    static StoredNode copy(Path dataDir, Path to) throws IOException {
        Files.createDirectories(to);
        String name = dataDir.getFileName().toString();
        try (Stream<Path> found = Files.walk(dataDir.getParent())) {
            for (Path from : found.sorted().toList()) {
                String relative = dataDir.getParent().relativize(from).toString();
                if (relative.equals(name) || relative.startsWith(name + "/") || relative.startsWith(name + ".")) {
                    Files.copy(from, to.resolve(relative));
                }
            }
        }
        return new StoredNode(to.resolve(name));
    }

    /** The newest file whose name fits; the numbers in names say what is newest. */
    Path file(String pattern) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(file -> file.getFileName().toString().matches(pattern))
                    .max(Comparator.comparingLong(StoredNode::number))
                    .orElseThrow();
        }
    }

    private static long number(Path file) {
        String digits = file.getFileName().toString().replaceAll("\\.md5$", "").replaceAll(".*?(\\d*)$", "$1");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    Path beside(String suffix) {
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    void remove(String pattern) throws IOException {
        Files.delete(file(pattern));
    }

    void removeAll() throws IOException {
        FileTree.delete(directory);
        Files.createDirectory(directory);
    }

    static void halve(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** Changes one bit in the middle of its data. */
    static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[end(bytes) / 2] ^= 0x10;
        Files.write(file, bytes);
    }

    /** Adds the beginning of a record, as a power cut leaves one. */
    static void tear(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int header = "RaftLog1".length();
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(end(bytes));
            file.write(bytes, header, 10);
        }
    }

    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** All files with their bytes, to see that nothing changed. */
    Map<String, Integer> hashes() throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory.getParent())) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                hashes.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }
}
