package io.arbiter.server.raft.disk;

import io.arbiter.server.storage.Force;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes durable the files that a restart finds below the log's directory, before they count (S6).
 *
 * <p>A process that was killed, or whose sync failed, leaves entries that are written and not synced. Ratis 3.3.0 takes
 * everything that it reads at its start for synced ({@code SegmentedRaftLogWorker.start} sets the flush index to it,
 * and a {@code BufferedWriteChannel} starts as forced), acknowledges it, and may close the segment without ever syncing
 * it: a power cut then takes entries that were committed, or leaves a gap that no start survives.
 *
 * <p>Another sync is not enough. After a failed one the system may keep pages in memory that never reached the disk,
 * and call them clean: the next sync has nothing to do. So files that may have been written and not synced are copied
 * to new files, and these are synced: the open segment, and the files that the library writes beside it. They are
 * small, at most as a segment, so a start on a large log stays fast. Closed segments and snapshots, which got their
 * final names only once they were synced, are synced once more, which costs nothing if they are on the disk.
 */
public final class StartupSync {
    private static final String UNSURE = "log_inprogress_\\d+|raft-meta|raft-meta\\.conf";
    private static final String COPY = ".copy";

    private final Force force;

    public StartupSync(Force force) {
        this.force = force;
    }

    /** Renews the directory and everything below it, if it exists. Each directory after its contents. */
    public void renew(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted((one, other) -> other.getNameCount() - one.getNameCount())
                    .toList();
            for (Path path : deepestFirst) {
                renewOne(path);
            }
        }
    }

    private void renewOne(Path path) throws IOException {
        String name = path.getFileName().toString();
        if (name.endsWith(COPY)) {
            // Its file may have come first, and have taken its name.
            Files.deleteIfExists(path);
        } else if (name.matches(UNSURE)) {
            Path copy = path.resolveSibling(name + COPY);
            Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
            force.force(copy);
            Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            force.force(path);
        }
    }
}
