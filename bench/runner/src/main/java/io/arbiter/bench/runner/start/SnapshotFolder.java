package io.arbiter.bench.runner.start;

import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory of a server's snapshots, seen from outside while the server goes on writing there. */
record SnapshotFolder(Path path) {
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");
    private static final Comparator<long[]> BY_TERM_AND_INDEX =
            Comparator.<long[]>comparingLong(name -> name[0]).thenComparingLong(name -> name[1]);

    /** @param data the server's data directory */
    static SnapshotFolder of(Path data) throws IOException {
        return new SnapshotFolder(LiveTree.directories(data).stream()
                .filter(path -> path.endsWith("sm"))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no directory for snapshots below " + data)));
    }

    /** Whether a snapshot is being written. */
    boolean isWriting() throws IOException {
        try (DirectoryStream<Path> partials = Files.newDirectoryStream(path, "snapshot.*.partial")) {
            return partials.iterator().hasNext();
        }
    }

    /** The length of the newest snapshot; empty if there is none. */
    OptionalLong newestBytes() throws IOException {
        List<long[]> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Matcher name = SNAPSHOT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    names.add(new long[] {Long.parseLong(name.group(1)), Long.parseLong(name.group(2))});
                }
            }
        }
        long[] newest = names.stream().max(BY_TERM_AND_INDEX).orElse(null);
        return newest == null
                ? OptionalLong.empty()
                : OptionalLong.of(Files.size(path.resolve("snapshot." + newest[0] + "_" + newest[1])));
    }
}
