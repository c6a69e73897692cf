package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static io.arbiter.server.raft.tcp.wire.FakePeer.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.raft.tcp.wire.FakePeer;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S6 at one node of three, whose others are the test: alone it wins no pre-vote, so its term and its vote change only
 * with the test's requests.
 */
class LonelyFollowerTest {
    @TempDir
    private Path directory;

    private LogCluster cluster;
    private NamesOnDisk disk;
    private FakePeer peer;

    @BeforeEach
    void start() throws Exception {
        cluster = new LogCluster(directory, 3, 10_000);
        disk = new NamesOnDisk(cluster.directoryOf("n1"), directory.resolve("disk"));
        cluster.disks.put("n1", disk);
        cluster.start("n1");
        peer = new FakePeer("n2", "n1", cluster.portOf("n1"), RaftNames.groupId("test"));
    }

    @AfterEach
    void end() {
        peer.close();
        cluster.close();
    }

    private Path current() throws IOException {
        return LiveTree.directories(cluster.directoryOf("n1")).stream()
                .filter(path -> path.endsWith("current"))
                .findFirst()
                .orElseThrow();
    }

    /** The library's answer to them still names the former term. */
    @Test
    void theFirstEntriesOfALeaderAreNotAcknowledgedBeforeItsTermIsRemembered() throws Exception {
        var answer = peer.append(5, null, List.of(entry(5, 0)));

        assertThat(answer.getResult()).isEqualTo(AppendResult.SUCCESS);
        assertThat(disk.read(current().resolve("raft-meta"))).contains("term=5");
        assertThat(Files.readString(cluster.directoryOf("n1").resolve("bound"))).contains("\nterm=5\n");
    }

    /** As on a full disk. The library goes on with the new term in memory, and could acknowledge nothing in it. */
    @Test
    void aTermThatCannotBeWrittenEndsTheNodeAndNoEntryOfItEntersTheLog() throws Exception {
        peer.append(5, null, List.of(entry(5, 0)));
        Path blocked = Files.createDirectory(current().resolve("raft-meta.tmp"));

        assertThatThrownBy(() -> peer.startElection(7, entry(5, 0))).isInstanceOf(IOException.class);

        await().atMost(PATIENCE).until(() -> cluster.exits.get("n1").codes.contains(ExitCode.LOG_FAILED));
        assertThatThrownBy(() -> peer.append(7, entry(5, 0), List.of(entry(7, 1))))
                .isInstanceOf(IOException.class);
        cluster.stop("n1");
        Files.delete(blocked);
        cluster.start("n1");
        assertThat(peer.append(7, entry(5, 0), List.of(entry(7, 1))).getResult())
                .isEqualTo(AppendResult.SUCCESS);
    }

    @Test
    void aCutIsOverBeforeTheEntriesAfterItAreAcknowledged() throws Exception {
        peer.append(5, null, List.of(entry(5, 0), entry(5, 1), entry(5, 2)));

        assertThat(peer.append(6, entry(5, 0), List.of(entry(6, 1))).getResult())
                .isEqualTo(AppendResult.SUCCESS);
        assertThat(Files.readString(cluster.directoryOf("n1").resolve("bound")))
                .contains("last-term=6\nlast-index=1\n")
                .contains("cut-from=-1\n");

        cluster.stop("n1");
        cluster.start("n1");
        var next = peer.append(6, entry(6, 1), List.of(entry(6, 2)));
        assertThat(next.getResult()).isEqualTo(AppendResult.SUCCESS);
    }
}
