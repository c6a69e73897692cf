package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.LogContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S6: every file of a node, alone and in pairs, is removed, cut or replaced by an older copy. In every case the node
 * refuses, or still has all that it acknowledged. The answers are the tables in docs/damaged-files.md;
 * {@code -Ddamaged-files.update=true} rewrites them.
 */
class DamagedFilesTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/damaged-files.md");
    private static final String DAMAGED = "n2";
    private static final String BEHIND = "n3";

    private static final int MOST_HISTORIES = 20;

    @TempDir
    private Path directory;

    private Path base;
    private FormedCluster cluster;
    private final List<NodeFiles> earlier = new ArrayList<>();
    private NodeFiles whole;
    private NodeFiles behind;
    private long all;
    private long acknowledged;

    private interface Damage {
        void to(NodeFiles files);
    }

    @Test
    void noFileCanBeLostOrReplacedUnnoticed() throws Exception {
        try (FormedCluster formed = withHistory()) {
            assertThat(formed).isSameAs(cluster);
            String page = DamagedFilesPage.of(
                    singles(),
                    List.of(
                            pairs("Both removed", "removed", "removed"),
                            pairs("Both replaced by older copies", "older", "older"),
                            pairs(
                                    "The file of the row removed, that of the column replaced by an older copy",
                                    "removed",
                                    "older")));
            if (Boolean.getBoolean("damaged-files.update")) {
                Files.writeString(PAGE, page);
            }
            assertThat(page).isEqualTo(Files.readString(PAGE));
        }
    }

    /**
     * Each election begins a segment of the log. A history in which there were more elections than it needs, as on a
     * busy machine, has other files, and is made again.
     */
    private FormedCluster withHistory() throws Exception {
        for (int attempt = 1; attempt <= MOST_HISTORIES; attempt++) {
            base = Files.createDirectory(directory.resolve("history-" + attempt));
            cluster = new FormedCluster(base, 200);
            makeHistory();
            if (whole.count("closed segment") == 1) {
                return cluster;
            }
            cluster.close();
        }
        throw new AssertionError(MOST_HISTORIES + " histories had more elections than two starts need");
    }

    /** Leaves entries behind that only n1 and n2 have, and copies of n2 from before. */
    private void makeHistory() throws Exception {
        earlier.clear();
        all = 140;
        for (String node : List.of("n1", DAMAGED, BEHIND)) {
            cluster.start(node);
        }
        cluster.logs.append(30);
        awaitEverywhere(30);
        earlier.add(NodeFiles.of(base, DAMAGED));
        cluster.logs.append(100);
        awaitEverywhere(130);
        await().atMost(PATIENCE).until(() -> cluster.logs.logs.get(DAMAGED).snapshotIndex() >= 0);
        earlier.add(NodeFiles.of(base, DAMAGED));
        for (String node : List.of("n1", DAMAGED, BEHIND)) {
            cluster.stop(node);
        }
        // Not led by the one that is to stay behind: the others would have to elect again.
        cluster.start("n1");
        cluster.start(DAMAGED);
        cluster.logs.leader();
        cluster.start(BEHIND);
        cluster.logs.append(10);
        awaitEverywhere(all);
        cluster.stop(BEHIND);
        behind = NodeFiles.of(base, BEHIND);
        appendBehindItsBack();
        // The last entry is a note of the commit index, which comes a moment later.
        await().atMost(PATIENCE)
                .until(() -> cluster.logs.logs.get(DAMAGED).appliedIndex() == LogContents.lastIndex(group()));
        cluster.stop(DAMAGED);
        cluster.stop("n1");
        whole = NodeFiles.of(base, DAMAGED);
        acknowledged = LogContents.lastIndex(group());
    }

    /** Appends until there is an older copy of the open segment: an election may start another one. */
    private void appendBehindItsBack() throws IOException {
        NodeFiles now;
        NodeFiles before;
        do {
            cluster.logs.append(5);
            cluster.logs.awaitCount(DAMAGED, all + 5);
            before = NodeFiles.of(base, DAMAGED);
            cluster.logs.append(5);
            all += 10;
            cluster.logs.awaitCount(DAMAGED, all);
            now = NodeFiles.of(base, DAMAGED);
        } while (!now.hasSame("open segment", before));
        earlier.add(before);
    }

    private void awaitEverywhere(long count) {
        for (String node : List.of("n1", DAMAGED, BEHIND)) {
            cluster.logs.awaitCount(node, count);
        }
    }

    private Path group() throws IOException {
        try (Stream<Path> groups = Files.list(cluster.directoryOf(DAMAGED).resolve("raft"))) {
            return groups.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private List<String> singles() throws Exception {
        List<String> rows = new ArrayList<>();
        for (String kind : NodeFiles.kinds()) {
            for (String how : List.of("removed", "cut", "older")) {
                Damage damage = damage(kind, how);
                if (damage != null) {
                    rows.add("| " + kind + " | " + how + " | " + outcome(damage, true) + " |");
                }
            }
        }
        rows.add("| all of `<data-dir>` | removed | " + outcome(files -> files.keepOnly("[^/]*", new NodeFiles()), true)
                + " |");
        rows.add("| all of `<data-dir>` | older | " + outcome(files -> files.keepOnly("[^/]*", latestCopy()), true)
                + " |");
        rows.add("| all of `<data-dir>/raft` | removed | "
                + outcome(files -> files.keepOnly("(?!.*/raft/).*", new NodeFiles()), true) + " |");
        rows.add("| all of `<data-dir>/raft` | older | "
                + outcome(files -> files.keepOnly("(?!.*/raft/).*", latestCopy()), true) + " |");
        return rows;
    }

    private NodeFiles latestCopy() {
        return earlier.get(earlier.size() - 1);
    }

    /** Null if there is no such copy. */
    private Damage damage(String kind, String how) {
        return switch (how) {
            case "removed" -> files -> files.remove(kind);
            case "older" ->
                whole.older(kind, earlier)
                        .map(bytes -> (Damage) files -> files.replace(kind, bytes))
                        .orElse(null);
            default -> kind.equals("lock") ? null : files -> files.cut(kind);
        };
    }

    private DamagedFilesPage.Pairs pairs(String title, String first, String second) throws Exception {
        var pairs = new DamagedFilesPage.Pairs(title);
        for (String one : NodeFiles.kinds()) {
            for (String other : NodeFiles.kinds()) {
                boolean twice = first.equals(second) && one.compareTo(other) > 0;
                Damage onOne = damage(one, first);
                Damage onOther = damage(other, second);
                if (!one.equals(other) && !twice && onOne != null && onOther != null) {
                    pairs.add(
                            one,
                            other,
                            outcome(
                                    files -> {
                                        onOther.to(files);
                                        onOne.to(files);
                                    },
                                    false));
                }
            }
        }
        return pairs;
    }

    /** Starts the node with the damage. If it starts, it must have everything that it had acknowledged. */
    private String outcome(Damage damage, boolean withAnother) throws Exception {
        NodeFiles files = whole.copy();
        damage.to(files);
        files.restore(base, DAMAGED);
        try {
            cluster.start(DAMAGED);
        } catch (StartException refused) {
            if (refused.getMessage().startsWith(FormedCluster.WAITS)) {
                return DamagedFilesPage.firstSentence(refused, base);
            }
            return "exit " + refused.exitCode().code() + ": " + DamagedFilesPage.firstSentence(refused, base);
        }
        if (withAnother) {
            electWithTheOneThatIsBehind();
        }
        cluster.stop(DAMAGED);
        assertThat(LogContents.lastIndex(group())).isGreaterThanOrEqualTo(acknowledged);
        assertThat(term(NodeFiles.of(base, DAMAGED))).isGreaterThanOrEqualTo(term(whole));
        return "starts";
    }

    private static long term(NodeFiles files) {
        return Long.parseLong(files.text("raft-meta").replaceAll("(?s).*term=(\\d+).*", "$1"));
    }

    private void electWithTheOneThatIsBehind() throws Exception {
        behind.restore(base, BEHIND);
        cluster.start(BEHIND);
        cluster.logs.awaitCount(BEHIND, all);
        cluster.logs.awaitCount(DAMAGED, all);
        cluster.stop(BEHIND);
    }
}
