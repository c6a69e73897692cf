package io.arbiter.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The contents of a log's directory, for tests of other packages. */
public final class LogContents {
    private LogContents() {}

    /** The index of the last entry that can be read, in the log or in a snapshot. */
    public static long lastIndex(Path group) throws IOException {
        long last = -1;
        for (Segment segment : Segment.in(group.resolve("current"))) {
            last = Math.max(
                    last,
                    SegmentScan.of(Files.readAllBytes(segment.path()), segment.first())
                            .last());
        }
        try (Stream<Path> files = Files.list(group.resolve("sm"))) {
            return Math.max(
                    last,
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("snapshot\\.\\d+_\\d+"))
                            .mapToLong(name -> Long.parseLong(name.substring(name.indexOf('_') + 1)))
                            .max()
                            .orElse(-1));
        }
    }
}
