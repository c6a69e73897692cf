package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Path;

/** A group of one, for tests of the files on its disk. */
public final class SingleLog {
    private SingleLog() {}

    public static long appendAndCount(Path directory, int entries) throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 10_000).startAll()) {
            cluster.append(entries);
            return cluster.states.get("n1").count.get();
        }
    }

    /** The number of entries left after a restart. */
    public static long count(Path directory) throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 10_000).startAll()) {
            RatisLog log = cluster.leader();
            await().atMost(PATIENCE).until(() -> log.appliedIndex() >= log.committedIndex());
            return cluster.states.get("n1").count.get();
        }
    }

    public static Path openSegment(Path directory) throws IOException {
        return segment(directory, "log_inprogress_\\d+");
    }

    static Path closedSegment(Path directory) throws IOException {
        return segment(directory, "log_\\d+-\\d+");
    }

    private static Path segment(Path directory, String name) throws IOException {
        return LiveTree.files(directory).stream()
                .filter(file -> file.getFileName().toString().matches(name))
                .findFirst()
                .orElseThrow();
    }
}
