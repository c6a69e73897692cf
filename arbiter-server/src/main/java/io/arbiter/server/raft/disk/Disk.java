package io.arbiter.server.raft.disk;

import io.arbiter.server.storage.Force;
import java.nio.file.Path;
import java.util.List;

/**
 * The way to make the log's files durable, and the places of its lower bound.
 *
 * @param bounds places of the copies of the {@link io.arbiter.server.storage.LowerBound}
 */
public record Disk(Force force, List<Path> bounds) {
    public Disk {
        bounds = List.copyOf(bounds);
    }

    /** The real one. */
    public static Disk with(List<Path> bounds) {
        return new Disk(Force.disk(), bounds);
    }
}
