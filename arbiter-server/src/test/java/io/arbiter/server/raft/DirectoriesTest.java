package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S6: no message leaves a node that rests on a file whose name its directory does not have on the disk yet. */
class DirectoriesTest {
    /** Nine of them fill a segment of the local profile. */
    private static final byte[] LARGE = new byte[900_000];

    @TempDir
    private Path directory;

    private final Map<String, NamesOnDisk> disks = new TreeMap<>();

    private LogCluster cluster(int size) throws Exception {
        LogCluster cluster = new LogCluster(directory, size, 100_000);
        for (int i = 1; i <= size; i++) {
            String node = "n" + i;
            disks.put(node, new NamesOnDisk(cluster.directoryOf(node), directory.resolve(node + ".disk")));
            cluster.disks.put(node, disks.get(node));
        }
        return cluster.startAll();
    }

    private static Path current(Path node) throws IOException {
        return LiveTree.directories(node).stream()
                .filter(path -> path.endsWith("current"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theVotesOfAMajorityAreOnTheDiskBeforeThereIsALeader() throws Exception {
        try (LogCluster cluster = cluster(3)) {
            RatisLog leader = cluster.leader();
            String vote = "votedFor=" + cluster.nameOf(leader);
            String term = "term=" + leader.leadership().term();
            List<String> voters = new ArrayList<>();
            for (String node : disks.keySet()) {
                Path meta = current(cluster.directoryOf(node)).resolve("raft-meta");
                if (disks.get(node).read(meta).contains(vote)
                        && disks.get(node).read(meta).contains(term)) {
                    voters.add(node);
                }
            }
            assertThat(voters).hasSizeGreaterThanOrEqualTo(2).contains(cluster.nameOf(leader));
        }
    }

    @Test
    void anEntryIsNotAcknowledgedBeforeItsSegmentHasItsName() throws Exception {
        try (LogCluster cluster = cluster(1)) {
            RatisLog log = cluster.leader();
            Path current = current(cluster.directoryOf("n1"));
            for (int i = 0; i < 30; i++) {
                log.append(LARGE, null).join();
                assertThat(disks.get("n1").names(current))
                        .filteredOn(name -> name.startsWith("log_"))
                        .as("after entry " + i)
                        .containsExactlyElementsOf(NamesOnDisk.namesIn(current).stream()
                                .filter(name -> name.startsWith("log_"))
                                .toList());
            }
        }
    }

    @Test
    void afterAPowerCutOfAllNodesEveryAcknowledgedEntryIsThere() throws Exception {
        try (LogCluster cluster = cluster(3)) {
            for (int i = 0; i < 12; i++) {
                cluster.propose(LARGE);
            }
            for (String node : disks.keySet()) {
                cluster.stop(node);
                disks.get(node).cutPower();
            }
            cluster.startAll();
            cluster.awaitCount(cluster.nameOf(cluster.leader()), 12);
        }
    }

    @Test
    void aDirectoryThatCannotBeForcedEndsTheNodeAndNothingIsAcknowledged() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 100_000)) {
            cluster.disks.put("n1", path -> {
                if (path.endsWith("current") && NamesOnDisk.namesIn(path).contains("log_inprogress_0")) {
                    throw new IOException("no force of " + path.getFileName());
                }
            });
            RatisLog log = cluster.start("n1");
            await().atMost(PATIENCE).until(() -> cluster.exits.get("n1").codes.contains(ExitCode.LOG_FAILED));
            assertThat(log.leadership().ready()).isFalse();
        }
    }

    @Test
    void aVoteThatCannotBeForcedIsNotGivenAndEndsTheNode() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        try (LogCluster cluster = new LogCluster(directory, 3, 100_000)) {
            for (String node : List.of("n1", "n2", "n3")) {
                cluster.disks.put(node, path -> {
                    if (path.endsWith("current") && forces.incrementAndGet() > 0) {
                        throw new IOException("no force of " + path.getFileName());
                    }
                });
            }
            cluster.startAll();
            await().atMost(PATIENCE)
                    .until(() ->
                            cluster.exits.values().stream().anyMatch(exit -> exit.codes.contains(ExitCode.LOG_FAILED)));
            assertThat(cluster.logs.values()).noneMatch(log -> log.leadership().ready());
        }
    }

    /** A directory is forced when it has changed, not with each append. */
    @Test
    void appendsToAnOpenSegmentForceNoDirectory() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        try (LogCluster cluster = new LogCluster(directory, 1, 100_000)) {
            cluster.disks.put("n1", path -> forces.incrementAndGet());
            cluster.start("n1");
            cluster.append(1);
            int before = forces.get();
            List<CompletableFuture<Long>> appends = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                appends.add(cluster.leader().append(new byte[] {1}, null));
            }
            appends.forEach(CompletableFuture::join);
            assertThat(forces.get()).isEqualTo(before);
        }
    }
}
