package io.arbiter.server.raft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a restart finds below the log's directory, made durable before it counts (S6).
 *
 * <p>A process that was killed, or whose sync failed, leaves entries that are written and not synced. Ratis 3.3.0 takes
 * whatever it reads at its start for synced ({@code SegmentedRaftLogWorker.start} sets the flush index to it, and a
 * {@code BufferedWriteChannel} begins as forced), acknowledges it, and may close the segment without ever syncing it:
 * a power cut then takes entries that were committed, or leaves a gap that no start gets over.
 */
final class RecoveredFiles {
    private final Force force;

    /** Makes a file, or the entries of a directory, durable. */
    @FunctionalInterface
    interface Force {
        void force(Path path) throws IOException;
    }

    RecoveredFiles(Force force) {
        this.force = force;
    }

    /** On the real disk. */
    static RecoveredFiles onDisk() {
        return new RecoveredFiles(path -> {
            var option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
            try (FileChannel channel = FileChannel.open(path, option)) {
                channel.force(true);
            }
        });
    }

    /** Everything below the directory, and itself; nothing if there is none. Each directory after what it holds. */
    void sync(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted((one, other) -> other.getNameCount() - one.getNameCount()).toList();
            for (Path path : deepestFirst) {
                force.force(path);
            }
        }
    }
}
