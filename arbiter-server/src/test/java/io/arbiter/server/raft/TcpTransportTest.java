package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.raft.tcp.wire.BadLinks;
import io.arbiter.server.raft.tcp.wire.FakePeer;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftGroupId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpTransportTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final int NO_SNAPSHOT = 1_000_000;

    @TempDir
    private Path directory;

    private final BadLinks links = new BadLinks();
    private LogCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new LogCluster(directory, 3, NO_SNAPSHOT, links).startAll();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        links.close();
    }

    @Test
    void aStrangersGarbageDisturbsNobody() throws Exception {
        RatisLog leader = cluster.leader();
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (String node : NODES) {
                Socket stranger = new Socket("127.0.0.1", cluster.portOf(node));
                strangers.add(stranger);
                stranger.getOutputStream().write(new byte[] {71, 69, 84, 32, 47, 32, 72, 84, 84, 80});
            }
        }

        cluster.append(20);

        for (Socket stranger : strangers) {
            assertThat(stranger.getInputStream().read()).isNegative();
            stranger.close();
        }
        NODES.forEach(node -> cluster.awaitCount(node, 20));
        assertThat(cluster.leader()).isSameAs(leader);
    }

    /** The stranger's entries are refused; those of this cluster's leader are acknowledged as before. */
    @Test
    void entriesOfAnotherClusterSpoilNothing() {
        RatisLog leader = cluster.leader();
        assertThat(cluster.followers())
                .allSatisfy(node ->
                        assertThatThrownBy(() -> appendAsAStranger(node)).hasMessageContaining("GroupMismatch"));

        assertThat(leader.append(number(1), null)).succeedsWithin(PATIENCE);
    }

    /** The stranger's own nodes have the names of these. */
    private void appendAsAStranger(String node) throws IOException {
        try (var stranger = new FakePeer("stranger", node, cluster.portOf(node), RaftGroupId.randomId())) {
            stranger.append(1, null, List.of(FakePeer.entry(1, 0)));
        }
    }

    @Test
    void aFollowerBehindALinkThatIsCutCatchesUp() throws Exception {
        String leader = cluster.nameOf(cluster.leader());
        String away = cluster.followers().get(0);
        links.cut(leader, away);
        cluster.append(50);
        assertThat(cluster.states.get(away).count.get()).isLessThan(50);

        links.heal();

        cluster.awaitCount(away, 50);
    }

    /** Whole frames, and parts of them, vanish without notice to either side. */
    @Test
    void aFollowerThatHearsNothingIsReachedAgain() throws Exception {
        String leader = cluster.nameOf(cluster.leader());
        String deaf = cluster.followers().get(0);
        links.swallow(leader, deaf);
        cluster.append(50);
        assertThat(cluster.states.get(deaf).count.get()).isLessThan(50);

        links.heal();

        cluster.awaitCount(
                deaf, cluster.states.get(cluster.nameOf(cluster.leader())).count.get());
    }

    @Test
    void aFollowerWhoseAnswersAreLostIsHeardAgain() throws Exception {
        String mute = cluster.followers().get(0);
        NODES.stream().filter(node -> !node.equals(mute)).forEach(node -> links.swallow(mute, node));
        cluster.append(50);

        links.heal();

        cluster.append(1);
        cluster.awaitCount(mute, 51);
    }

    /** The leader's write hangs: its buffer is full, and nothing reports that the connection is dead. */
    @Test
    void aFollowerThatDoesNotReadGetsANewConnection() throws Exception {
        String leader = cluster.nameOf(cluster.leader());
        String follower = cluster.followers().get(0);
        cluster.append(1);
        cluster.awaitCount(follower, 1);
        links.stall(leader, follower);

        for (int i = 0; i < 20; i++) {
            cluster.propose(new byte[900_000]);
        }

        cluster.awaitCount(follower, 21);
    }

    @Test
    void aLeaderWhoseWritesHangStepsDown() throws Exception {
        RatisLog old = cluster.leader();
        List<String> others = cluster.followers();
        others.forEach(other -> links.stallAlways(cluster.nameOf(old), other));
        for (int i = 0; i < 20; i++) {
            old.append(new byte[900_000], null);
        }
        await().atMost(PATIENCE)
                .until(() -> !old.leadership().ready()
                        && others.stream()
                                .anyMatch(node ->
                                        cluster.logs.get(node).leadership().ready()));

        links.heal();

        cluster.append(1);
        long count = cluster.states.get(others.get(0)).count.get();
        cluster.awaitCount(cluster.nameOf(old), count);
    }

    @Test
    void aLeaderThatIsCutOffIsReplacedAndItsEntriesAreGone() throws Exception {
        RatisLog old = cluster.leader();
        String cutOff = cluster.nameOf(old);
        List<String> others = cluster.followers();
        cluster.append(10);
        for (String other : others) {
            links.swallow(cutOff, other);
            links.swallow(other, cutOff);
        }
        List<CompletableFuture<Long>> lost = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lost.add(old.append(number(-1), null));
        }
        await().atMost(PATIENCE)
                .until(() -> others.stream()
                        .anyMatch(node -> cluster.logs.get(node).leadership().ready()));
        await().atMost(PATIENCE).until(() -> !old.leadership().ready());
        cluster.append(10);

        links.heal();

        cluster.append(1);
        NODES.forEach(node -> cluster.awaitCount(node, 21));
        assertThat(lost).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(cluster.states.get(cutOff).numbers).isEmpty();
    }

    @Test
    void linksThatBreakLoseAndRepeatNothing() throws Exception {
        Random random = new Random(20);
        Map<Long, CompletableFuture<Long>> appends = new TreeMap<>();
        for (long i = 0; i < 1_000; i++) {
            appends.put(i, cluster.leader().append(number(i), null));
            if (random.nextInt(8) == 0) {
                links.breakOnce(NODES.get(random.nextInt(3)), NODES.get(random.nextInt(3)));
            }
            if (random.nextInt(32) == 0) {
                await().atMost(PATIENCE).until(appends.get(i)::isDone);
            }
        }
        appends.values()
                .forEach(append -> append.handle((index, failure) -> index).join());
        cluster.append(1);
        long count = cluster.states.get(cluster.nameOf(cluster.leader())).count.get();

        NODES.forEach(node -> cluster.awaitCount(node, count));
        List<Long> acknowledged = appends.entrySet().stream()
                .filter(append -> !append.getValue().isCompletedExceptionally())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(acknowledged).hasSizeGreaterThan(500);
        for (String node : NODES) {
            assertThat(cluster.states.get(node).numbers)
                    .doesNotHaveDuplicates()
                    .containsAll(acknowledged)
                    .isEqualTo(cluster.states.get("n1").numbers);
        }
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
