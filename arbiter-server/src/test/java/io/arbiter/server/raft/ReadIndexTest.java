package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.raft.tcp.wire.BadLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S8: a majority confirms the index for a read after the read came. {@link StaleReadTest} has the other half. */
class ReadIndexTest {
    private static final int NO_SNAPSHOT = 1_000_000;

    @TempDir
    private Path directory;

    private final BadLinks links = new BadLinks();
    private LogCluster cluster;
    private RatisLog leader;
    private List<String> followers;

    @BeforeEach
    void start() throws Exception {
        cluster = new LogCluster(directory, 3, NO_SNAPSHOT, links).startAll();
        cluster.append(1);
        leader = cluster.leader();
        followers = cluster.followers();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        links.close();
    }

    private CompletableFuture<Long> readIndex() {
        return leader.readIndex(Optional.empty());
    }

    private TermAck follower(int number, long termsAgo) {
        return new TermAck(
                MemberId.founder(followers.get(number)), leader.leadership().term() - termsAgo);
    }

    private void lose(String from, String to) {
        links.swallow(from, to);
        links.swallow(to, from);
    }

    private void loseTheLeader() {
        followers.forEach(follower -> lose(cluster.nameOf(leader), follower));
    }

    @Test
    void everyAcknowledgedEntryIsCoveredAndNoneIsWritten() {
        long written = cluster.append(null);
        // The library notes the commit index in an entry of its own, some time later.
        await().atMost(PATIENCE).until(() -> committedDuringReads(written) == 0);
    }

    private long committedDuringReads(long written) {
        long before = leader.committedIndex();
        for (int i = 0; i < 1_000; i++) {
            assertThat(readIndex().join()).isGreaterThanOrEqualTo(written);
        }
        return leader.committedIndex() - before;
    }

    /** Also if the last entry is one of the library's own. */
    @Test
    void theLeadersStateGetsThere() {
        for (int i = 0; i < 20; i++) {
            cluster.append(1);
            long index = readIndex().join();
            await().atMost(PATIENCE)
                    .until(() -> cluster.states
                                    .get(cluster.nameOf(leader))
                                    .advancedTo
                                    .get()
                            >= index);
        }
    }

    @Test
    void onlyTheLeaderTells() {
        RatisLog follower = cluster.logs.get(followers.get(0));
        assertThat(follower.readIndex(Optional.of(follower(1, 0))))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(NotLeaderException.class);
    }

    /** Far more requests than its connection takes: the thread that asks must not hang in a write. */
    @Test
    void aSilentFollowerHoldsNobodyUp() {
        lose(cluster.nameOf(leader), followers.get(0));
        for (int i = 0; i < 20_000; i++) {
            cluster.readIndex();
        }
    }

    @Test
    void aMajorityIsNeeded() throws Exception {
        loseTheLeader();
        CompletableFuture<Long> alone = readIndex();
        assertThat(alone).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(NotLeaderException.class);
        links.heal();
    }

    @Test
    void theAskersWordCountsIfItKnowsOfNoLaterTerm() {
        loseTheLeader();
        assertThat(leader.leadership().ready()).isTrue();
        assertThat(leader.readIndex(Optional.of(follower(0, 0)))).isCompleted();
        assertThat(leader.readIndex(Optional.of(follower(0, 1))))
                .as("of another term")
                .isNotCompleted();
        assertThat(leader.readIndex(Optional.of(follower(0, -1))))
                .as("of a later term")
                .isNotCompleted();
        assertThat(leader.readIndex(Optional.of(new TermAck(
                        MemberId.founder("stranger"), leader.leadership().term()))))
                .as("of nobody who votes")
                .isNotCompleted();
    }

    @Test
    void aBrokenConnectionIsMadeAnewMeanwhile() throws Exception {
        for (int i = 0; i < 10; i++) {
            for (String follower : followers) {
                links.breakOnce(cluster.nameOf(leader), follower);
            }
            assertThat(readIndex()).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void readsUnderWayEndWithTheLeadership() {
        List<CompletableFuture<Long>> reads = new ArrayList<>();
        loseTheLeader();
        for (int i = 0; i < 100; i++) {
            reads.add(readIndex());
        }
        cluster.stop(cluster.nameOf(leader));
        assertThat(CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)))
                .failsWithin(PATIENCE);
        assertThat(reads).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void aTransferDisturbsOnlyForAMoment() {
        String old = cluster.nameOf(leader);
        assertThat(leader.transferLeadership(Duration.ofSeconds(20))).isTrue();
        await().atMost(PATIENCE).until(() -> !cluster.nameOf(cluster.leader()).equals(old));
        long written = cluster.append(null);
        assertThat(cluster.leader().readIndex(Optional.empty()))
                .succeedsWithin(PATIENCE)
                .satisfies(index -> assertThat(index).isGreaterThanOrEqualTo(written));
    }
}
