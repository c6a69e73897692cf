package io.arbiter.server.raft;

import io.arbiter.server.storage.Force;
import io.arbiter.server.storage.LowerBound;
import io.arbiter.server.storage.SnapshotFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that a log begins with in place of an empty one: it becomes the log's first snapshot before the library
 * opens the directory. So the log's entries begin behind it, and a member that has none of them is sent the snapshot.
 *
 * <p>Written before the members are agreed on, and there until it has become the snapshot: a start that a crash cut
 * short goes on with it (S6).
 */
public final class StagedRestore {
    private static final Logger LOG = LoggerFactory.getLogger(StagedRestore.class);
    /** Terms of elections are later ones. */
    private static final long TERM = 1;

    private static final Pattern NAME = Pattern.compile("restored\\.(\\d{1,18})");

    private final Path directory;

    private StagedRestore(Path directory) {
        this.directory = directory;
    }

    /** @param directory of the logs */
    public static StagedRestore in(Path directory) {
        return new StagedRestore(directory);
    }

    /** Writes a state. */
    @FunctionalInterface
    public interface State {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Returns once it is on the disk. @param index of the last entry that it covers, in the log that it is from */
    public void write(long index, State state) throws IOException {
        Force.disk().createDirectories(directory);
        discard();
        Path partial = directory.resolve("restored.partial");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
            state.writeTo(out);
        }
        Force.disk().force(partial);
        Files.move(partial, directory.resolve("restored." + index), StandardCopyOption.ATOMIC_MOVE);
        Force.disk().force(directory);
    }

    /** There is none from here on: an earlier attempt may have left one. */
    public void discard() throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path left : files.filter(StagedRestore::isOurs).toList()) {
                    Files.delete(left);
                }
            }
            Force.disk().force(directory);
        }
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("restored.");
    }

    /** Makes it the first snapshot of the group's log, if there is one and the log has none. */
    void install(Path group, LowerBound bound, Force force) throws IOException {
        Optional<Path> staged = find();
        if (staged.isEmpty() || SnapshotFile.newest(group).isPresent()) {
            return;
        }
        long index = index(staged.get());
        makeVote(group.resolve("current"), force);
        Path snapshots = group.resolve(RaftStorageDirectory.STATE_MACHINE_DIR_NAME);
        force.createDirectories(snapshots);
        Path snapshot = snapshots.resolve("snapshot." + TERM + "_" + index);
        MD5Hash digest = MD5FileUtil.computeMd5ForFile(staged.get().toFile());
        MD5FileUtil.saveMD5File(snapshot.toFile(), digest);
        force.force(snapshots);
        Files.move(staged.get(), snapshot, StandardCopyOption.ATOMIC_MOVE);
        force.force(snapshots);
        force.force(directory);
        bound.snapshot(TERM, index);
        LOG.info("the log begins after the restored state, which is its snapshot at index {}", index);
    }

    /** Without it the library would take the directory for a new one, and empty it. */
    private static void makeVote(Path current, Force force) throws IOException {
        Path meta = current.resolve("raft-meta");
        if (!Files.exists(meta)) {
            force.createDirectories(current);
            Path partial = current.resolve("raft-meta.partial");
            Files.write(partial, List.of("term=" + TERM, "votedFor="));
            force.force(partial);
            Files.move(partial, meta, StandardCopyOption.ATOMIC_MOVE);
            force.force(current);
        }
    }

    private Optional<Path> find() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .findFirst();
        }
    }

    private static long index(Path staged) {
        Matcher name = NAME.matcher(staged.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException(staged + " is no staged state");
        }
        return Long.parseLong(name.group(1));
    }
}
