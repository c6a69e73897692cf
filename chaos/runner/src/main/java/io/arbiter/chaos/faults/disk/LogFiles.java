package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.servers.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A stopped server's log on disk: segments that begin with {@code RaftLog1}; the newest one is in progress. */
final class LogFiles {
    static final int HEADER_BYTES = "RaftLog1".length();

    private LogFiles() {}

    /** The segment that is being written; empty if the server never got that far. */
    static List<Path> inProgress(Region region) throws IOException {
        return files(region.data()).stream()
                .filter(file -> name(file).startsWith("log_inprogress_"))
                .toList();
    }

    /** Every segment, the largest first. */
    static List<Path> all(Region region) throws IOException {
        return files(region.data()).stream()
                .filter(file -> name(file).matches("log_(inprogress_)?\\d+(-\\d+)?"))
                .sorted(Comparator.comparing((Path file) -> file.toFile().length())
                        .reversed())
                .toList();
    }

    /** Every regular file below a directory that may not be there. */
    static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The end of the written part; space may have been allocated ahead. */
    static int end(byte[] segment) {
        int end = segment.length;
        while (end > HEADER_BYTES && segment[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
