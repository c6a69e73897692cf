package io.arbiter.server.raft.disk;

import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.LowerBound;
import io.arbiter.server.storage.SnapshotFile;
import io.arbiter.server.storage.VotingPermit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * The group's configuration as the library stores it apart from the log, which alone remains of it once the log is
 * purged (S6).
 *
 * <p>Ratis 3.3.0 replaces {@code raft-meta.conf} without forcing the directory, goes on after a failed write, and
 * believes an older copy at the next start. A leader begins its term by writing the configuration that it knows into
 * the log, so one with an older copy would give a disk that was replaced its vote back. Here the file is on the disk
 * before an entry after the configuration is applied, and the lower bound notes its index.
 */
public final class StoredConfiguration {
    private static final String NAME = "raft-meta.conf";

    private final Path current;
    private final OpenDisk disk;

    StoredConfiguration(Path current, OpenDisk disk) {
        this.current = current;
        this.disk = disk;
    }

    /**
     * Returns once the configuration that was applied with this index is on the disk, and noted.
     *
     * @throws IOException if it is not: nothing after it may be applied
     */
    void applied(long index) throws IOException {
        LogEntryProto stored =
                read(current).orElseThrow(() -> new IOException(current.resolve(NAME) + " was not written"));
        if (stored.getIndex() < index) {
            throw new IOException(
                    current.resolve(NAME) + " has the configuration " + stored.getIndex() + ", not " + index);
        }
        disk.force().force(current);
        disk.bound().configured(index);
    }

    /** Returns once the configuration that came with a snapshot is on the disk, and noted as far as it is committed. */
    void installed(long snapshotIndex) throws IOException {
        Optional<LogEntryProto> stored = read(current);
        if (stored.isPresent()) {
            disk.force().force(current);
            // Beyond the snapshot another leader may replace it by one with a smaller index.
            disk.bound().configured(Math.min(stored.get().getIndex(), snapshotIndex));
        }
    }

    /**
     * Checks a directory that nobody has opened, and whose log is complete. A configuration after the newest snapshot
     * is in that log; and a start that applies it again replaces the file by older ones for a while, none older than
     * the snapshot.
     *
     * @throws StartException if the last configuration before the snapshot is missing, damaged or older than the one
     *     that was stored
     */
    public static void check(Path group, LowerBound bound) throws StartException, IOException {
        long needed = bound.configuredAt();
        long snapshot = SnapshotFile.newest(group).map(SnapshotFile::index).orElse(-1L);
        if (needed < 0 || needed > snapshot) {
            return;
        }
        Path current = group.resolve("current");
        long stored = -1;
        String found = "is missing";
        try {
            Optional<LogEntryProto> configuration = read(current);
            stored = configuration.map(LogEntryProto::getIndex).orElse(-1L);
            found = configuration.isPresent() ? "is as of entry " + stored : found;
        } catch (IOException damaged) {
            found = "cannot be read (" + damaged.getMessage() + ")";
        }
        if (stored < needed) {
            throw VotingPermit.refused("something is missing, or an older copy: " + current.resolve(NAME)
                    + ", which names the voters, " + found + ", but one as of entry " + needed + " was stored here."
                    + VotingPermit.remedy());
        }
    }

    /** Empty if there is none, or none that can be read. */
    public static Optional<LogEntryProto> find(Path group) {
        try {
            return read(group.resolve("current"));
        } catch (IOException unreadable) {
            // Whether that matters is for the check to say.
            return Optional.empty();
        }
    }

    private static Optional<LogEntryProto> read(Path current) throws IOException {
        Path file = current.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            LogEntryProto entry = LogEntryProto.parseFrom(in);
            if (!entry.hasConfigurationEntry()) {
                throw new IOException("there is no configuration in it");
            }
            return Optional.of(entry);
        }
    }
}
