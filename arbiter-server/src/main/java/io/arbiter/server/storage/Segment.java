package io.arbiter.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A segment of the log, as its name tells.
 *
 * @param first the index of its first entry
 * @param last of its last entry; {@link #OPEN} while it is written to
 */
record Segment(Path path, long first, long last) {
    static final long OPEN = Long.MAX_VALUE;
    private static final Pattern NAME = Pattern.compile("log_(?:(\\d+)-(\\d+)|inprogress_(\\d+))");

    boolean isOpen() {
        return last == OPEN;
    }

    /** The segments in the order of the log; none if there is no such directory. */
    static List<Segment> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Segment::named)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingLong(Segment::first).thenComparingLong(Segment::last))
                    .toList();
        }
    }

    private static Optional<Segment> named(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                name.group(3) == null
                        ? new Segment(path, Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))
                        : new Segment(path, Long.parseLong(name.group(3)), OPEN));
    }
}
