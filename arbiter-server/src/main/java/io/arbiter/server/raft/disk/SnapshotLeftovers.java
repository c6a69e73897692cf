package io.arbiter.server.raft.disk;

import io.arbiter.server.storage.Force;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the files that a cut-short installation of a leader's snapshot leaves, before the library looks (S6).
 *
 * <p>The library receives into {@code tmp/snapshot-ID}, moves {@code sm} to {@code sm.tmpTIME}, moves the received
 * directory to {@code sm} and deletes the former; meanwhile its log is purged. A power cut may undo any of these. The
 * received snapshot was durable before the first of them ({@link #forceReceived}), so this node goes on with the newest
 * whole snapshot of the three places, and the rest is useless.
 */
public final class SnapshotLeftovers {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotLeftovers.class);
    private static final int MOST_DIGITS = 18;

    private final Path group;
    private final Path kept;
    private final Path received;
    private final Force force;

    private record Snapshot(Path file, long index) {
        static Optional<Snapshot> of(Path file) {
            Matcher name = SimpleStateMachineStorage.SNAPSHOT_REGEX.matcher(
                    file.getFileName().toString());
            // Longer numbers are for LogCheck to refuse.
            return name.matches() && name.group(2).length() <= MOST_DIGITS
                    ? Optional.of(new Snapshot(file, Long.parseLong(name.group(2))))
                    : Optional.empty();
        }

        Path digest() {
            return file.resolveSibling(file.getFileName() + MD5FileUtil.MD5_SUFFIX);
        }

        boolean isWhole() throws IOException {
            MD5Hash stored = Files.isRegularFile(digest()) ? MD5FileUtil.readStoredMd5ForFile(file.toFile()) : null;
            return stored != null && stored.equals(MD5FileUtil.computeMd5ForFile(file.toFile()));
        }
    }

    /** @param group the directory of the log's group */
    public SnapshotLeftovers(Path group, Force force) {
        this.group = group;
        this.kept = group.resolve(RaftStorageDirectory.STATE_MACHINE_DIR_NAME);
        this.received = group.resolve(RaftStorageDirectory.TMP_DIR_NAME);
        this.force = force;
    }

    /** Makes the received snapshot durable, before it replaces the former. */
    void forceReceived() throws IOException {
        for (Path path : deepestFirst(received)) {
            force.force(path);
        }
        force.force(group);
    }

    /** Makes the replacement durable. */
    void forceInstalled() throws IOException {
        // Not the files: they were forced before, and old ones may just be deleted.
        force.force(kept);
        force.force(received);
        force.force(group);
    }

    /** At the start: the newest whole snapshot is in its place, durably, and nothing else is left. */
    public void settle() throws IOException {
        List<Path> leftovers = leftovers();
        if (!leftovers.isEmpty() || Files.isDirectory(group.resolve("current"))) {
            // The library makes it once, without forcing its name, and moves it away to install another.
            force.createDirectories(kept);
        }
        Optional<Snapshot> newest = newestWhole(leftovers);
        if (newest.isPresent() && newest.get().index() > newestKept()) {
            publish(newest.get());
        }
        for (Path leftover : leftovers) {
            for (Path path : deepestFirst(leftover)) {
                Files.delete(path);
            }
        }
    }

    private List<Path> leftovers() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(received, group)) {
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> directories =
                        Files.newDirectoryStream(place, place.equals(received) ? "*" : kept.getFileName() + ".tmp*")) {
                    directories.forEach(found::add);
                }
            }
        }
        return found;
    }

    private long newestKept() throws IOException {
        return snapshotsIn(kept).stream().mapToLong(Snapshot::index).max().orElse(-1);
    }

    private static Optional<Snapshot> newestWhole(List<Path> places) throws IOException {
        List<Snapshot> found = new ArrayList<>();
        for (Path place : places) {
            found.addAll(snapshotsIn(place));
        }
        found.sort(Comparator.comparingLong(Snapshot::index).reversed());
        for (Snapshot snapshot : found) {
            if (snapshot.isWhole()) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    private static List<Snapshot> snapshotsIn(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .map(Snapshot::of)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private void publish(Snapshot snapshot) throws IOException {
        LOG.info("going on with {}, whose installing was cut short", snapshot.file());
        for (Path file : List.of(snapshot.digest(), snapshot.file())) {
            force.force(file);
            Files.move(
                    file,
                    kept.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            force.force(kept);
            // A disk may make a move durable with both directories only: then it is undone if the power fails, while
            // the removal of the former directory, with all that it holds, is not.
            force.force(file.getParent());
        }
    }

    private static List<Path> deepestFirst(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(tree)) {
            return found.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
