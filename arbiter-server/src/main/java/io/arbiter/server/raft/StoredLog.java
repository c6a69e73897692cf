package io.arbiter.server.raft;

import io.arbiter.server.raft.snapshot.SnapshotFiles;
import io.arbiter.server.storage.LogRecords;
import io.arbiter.server.storage.SnapshotFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/** The snapshot and the entries of a log that {@link LogPreparation} has prepared and nobody has opened. */
public final class StoredLog {
    private final Path group;

    /** @param group its directory, as {@link LogPreparation#groupDirectory} has it */
    public StoredLog(Path group) {
        this.group = group;
    }

    /** Reads a part of the log. */
    @FunctionalInterface
    public interface Reader<T> {
        /** @param index of the last entry that it covers */
        void read(long index, T content) throws IOException;
    }

    /**
     * Reads the newest snapshot, if there is one, after its digest was checked.
     *
     * @throws io.arbiter.server.raft.snapshot.DamagedSnapshotFileException if the digest is missing or wrong
     */
    public void readSnapshot(Reader<InputStream> reader) throws IOException {
        Optional<SnapshotFile> newest = SnapshotFile.newest(group);
        if (newest.isPresent()) {
            Path file = newest.get().path();
            SnapshotFiles.verify(file);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                reader.read(newest.get().index(), in);
            }
        }
    }

    /** Reads what each entry has for the state, whether it is committed or not; the library's own entries have none. */
    public void readEntries(Reader<byte[]> reader) throws IOException {
        LogRecords.forEach(group.resolve("current"), record -> {
            LogEntryProto entry = LogEntryProto.parseFrom(record);
            if (entry.hasStateMachineLogEntry()) {
                reader.read(
                        entry.getIndex(),
                        entry.getStateMachineLogEntry().getLogData().toByteArray());
            }
        });
    }
}
