package io.arbiter.server.storage;

import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The files of a data directory and those beside it, each with its content in a line. Changes nothing. */
public final class Inventory {
    private final Path directory;
    private final List<Item> items = new ArrayList<>();

    /**
     * @param file relative to the data directory
     * @param content what it holds, or why it cannot be read
     * @param readable whether it is whole
     */
    public record Item(String file, String content, boolean readable) {}

    private interface Reading {
        String content() throws IOException, StartException;
    }

    private Inventory(Path directory) {
        this.directory = directory;
    }

    /** @throws IOException if the directory cannot be listed */
    public static List<Item> of(Path dataDir) throws IOException {
        var inventory = new Inventory(dataDir.toAbsolutePath().normalize());
        inventory.read();
        return List.copyOf(inventory.items);
    }

    /** Whose directory it is, if that can be read. */
    public static Optional<NodeIdentity> identity(Path dataDir) {
        for (IdentityFile file : List.of(DataDirectory.identityIn(dataDir), DataDirectory.joinedBeside(dataDir))) {
            try {
                Optional<NodeIdentity> found = file.read();
                if (found.isPresent()) {
                    return found;
                }
            } catch (StartException unreadable) {
                // The item says so.
                continue;
            }
        }
        return Optional.empty();
    }

    private void read() throws IOException {
        for (IdentityFile file : List.of(DataDirectory.identityIn(directory), DataDirectory.joinedBeside(directory))) {
            addIfThere(file.path(), () -> file.read().map(Inventory::text).orElseThrow());
        }
        for (Path bound : DataDirectory.boundsOf(directory)) {
            addIfThere(
                    bound,
                    () -> BoundFile.read(bound)
                            .map(Inventory::text)
                            .orElseThrow(() -> new IOException("no whole copy of the lower bound is in it")));
        }
        Path raft = directory.resolve("raft");
        if (Files.isDirectory(raft)) {
            for (Path group : sorted(raft)) {
                if (Files.isDirectory(group)) {
                    addLog(group);
                } else {
                    add(
                            group,
                            String.format(
                                    "%,d bytes, a restored state that the log is to begin with", Files.size(group)),
                            true);
                }
            }
        }
    }

    private void addLog(Path group) throws IOException {
        Path current = group.resolve("current");
        Path meta = current.resolve("raft-meta");
        addIfThere(meta, () -> vote(Files.readString(meta)));
        for (Segment segment : Segment.in(current)) {
            SegmentScan scan = SegmentScan.of(Files.readAllBytes(segment.path()), segment.first());
            boolean whole =
                    scan.verdict() == SegmentScan.Verdict.CLEAN && (segment.isOpen() || scan.last() >= segment.last());
            add(segment.path(), text(segment, scan), whole);
        }
        Path snapshots = SnapshotFile.directory(group);
        if (Files.isDirectory(snapshots)) {
            for (Path file : sorted(snapshots)) {
                if (!file.getFileName().toString().endsWith(".md5")) {
                    addSnapshot(file);
                }
            }
        }
    }

    /** A file of another name there is what a cut-short writing has left: no start reads it. */
    private void addSnapshot(Path file) throws IOException {
        String bytes = String.format("%,d bytes", Files.size(file));
        try {
            Optional<SnapshotFile> snapshot = SnapshotFile.of(file);
            Optional<String> defect =
                    snapshot.isEmpty() ? Optional.empty() : snapshot.get().defect();
            add(file, bytes + defect.map(why -> ", " + why).orElse(""), defect.isEmpty());
        } catch (IOException | NumberFormatException unreadable) {
            add(file, "cannot be read: " + unreadable.getMessage(), false);
        }
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private void addIfThere(Path file, Reading reading) {
        if (Files.exists(file)) {
            try {
                add(file, reading.content(), true);
            } catch (IOException | StartException | RuntimeException unreadable) {
                add(file, "cannot be read: " + unreadable.getMessage(), false);
            }
        }
    }

    private void add(Path file, String content, boolean readable) {
        items.add(new Item(directory.relativize(file).toString(), content, readable));
    }

    private static String text(NodeIdentity identity) {
        return "node " + identity.node() + " of cluster " + identity.cluster() + ", " + identity.phase() + ", id "
                + identity.id();
    }

    private static String text(Bound bound) {
        return "term " + bound.term() + votedFor(bound.vote()) + ", entries to " + bound.lastIndex() + ", snapshot to "
                + bound.snapshotIndex() + (bound.cutFrom() < 0 ? "" : ", a cut from " + bound.cutFrom() + " under way");
    }

    private static String vote(String meta) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(meta));
        return "term " + Long.parseLong(properties.getProperty("term"))
                + votedFor(properties.getProperty("votedFor", ""));
    }

    private static String votedFor(String candidate) {
        return candidate.isEmpty() ? ", no vote" : ", vote for " + candidate;
    }

    private static String text(Segment segment, SegmentScan scan) throws IOException {
        NavigableMap<Long, Long> terms = scan.terms();
        String entries = terms.isEmpty()
                ? "no entry"
                : "entries " + segment.first() + " to " + scan.last() + ", terms "
                        + terms.firstEntry().getValue() + " to "
                        + terms.lastEntry().getValue();
        String end = scan.verdict() == SegmentScan.Verdict.CLEAN
                ? ""
                : ", " + scan.verdict().name().toLowerCase(Locale.ROOT) + " at byte " + scan.position() + ": "
                        + scan.finding();
        return entries + end + String.format(", %,d bytes", Files.size(segment.path()));
    }
}
