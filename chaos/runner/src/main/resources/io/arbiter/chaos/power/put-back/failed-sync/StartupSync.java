package io.arbiter.server.raft.disk;

import io.arbiter.server.storage.Force;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Put back: what a start finds is forced, and nothing is written anew. */
public final class StartupSync {
    private final Force force;

    public StartupSync(Force force) {
        this.force = force;
    }

    public void renew(Path directory) throws IOException {
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
