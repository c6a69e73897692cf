package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import io.arbiter.testsupport.files.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S6: a lost disk is replaced by another voter of the same node; the lost one counts for nothing any more. */
class ReplacedVoterTest {
    @TempDir
    private Path directory;

    private LogCluster cluster;
    private String lost;
    private String other;

    @BeforeEach
    void loseADisk() throws Exception {
        cluster = new LogCluster(directory, 3, 20).startAll();
        cluster.append(30);
        lost = cluster.followers().get(0);
        other = cluster.followers().get(1);
        cluster.awaitCount(lost, 30);
        cluster.stop(lost);
        Files.move(cluster.directoryOf(lost), directory.resolve("lost"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private RaftMembership group() {
        return (RaftMembership) cluster.leader().membership().orElseThrow();
    }

    private Voter admitted(String disk) {
        return new Voter(new MemberId(lost, disk), cluster.member(lost));
    }

    private void replace(String disk) throws Exception {
        group().remove(MemberId.founder(lost)).join();
        cluster.startWithAnotherDisk(lost, disk);
        group().add(admitted(disk)).join();
    }

    private boolean settled() {
        return cluster.logs.values().stream()
                .allMatch(log -> log.membership().orElseThrow().voters().settled());
    }

    @Test
    void theNewDiskHasEverythingAndVotesAndLeads() throws Exception {
        replace("d2");
        cluster.awaitCount(lost, 30);
        await().atMost(PATIENCE).until(this::settled);
        assertThat(group().voters().all())
                .extracting(voter -> voter.id().toString())
                .containsExactlyInAnyOrder(cluster.nameOf(cluster.leader()), other, lost + "~d2");
        assertThat(cluster.logs.get(lost).votes()).isTrue();

        cluster.stop(other);
        cluster.append(5);
        cluster.awaitCount(lost, 35);
        RatisLog before = cluster.leader();
        await().atMost(PATIENCE)
                .until(() -> before.transferLeadership(Duration.ofSeconds(5))
                        && cluster.logs.get(lost).leadership().isLeader());
        cluster.append(1);

        cluster.stop(lost);
        cluster.startWithAnotherDisk(lost, "d2");
        cluster.append(1);
        cluster.awaitCount(lost, 37);
        assertThat(cluster.exits.get(lost).codes).isEmpty();
    }

    @Test
    void theLostDiskThatComesBackCountsForNothing() throws Exception {
        replace("d2");
        cluster.append(5);
        cluster.stop(lost);
        FileTree.delete(cluster.directoryOf(lost));
        Files.move(directory.resolve("lost"), cluster.directoryOf(lost));
        cluster.start(lost);
        RatisLog leader = cluster.leader();
        long committed = leader.committedIndex();
        cluster.stop(other);
        // Two of the three processes run, and one of them is not a member.
        leader.append(new byte[] {1}, null);
        await().atMost(PATIENCE).until(() -> !leader.leadership().isLeader());
        assertThat(cluster.logs.get(lost).leadership().isLeader()).isFalse();
        assertThat(cluster.states.get(lost).count.get()).isEqualTo(30);
        assertThat(leader.committedIndex()).isGreaterThanOrEqualTo(committed);

        cluster.start(other);
        cluster.append(1);
        cluster.awaitCount(other, 37);
    }

    @Test
    void oneChangeAtATime() throws Exception {
        group().remove(MemberId.founder(lost)).join();
        CompletableFuture<Void> waitsForTheDisk = group().add(admitted("d2"));
        assertThatThrownBy(() -> group().remove(MemberId.founder(other)).join())
                .hasMessageContaining("already in progress");
        cluster.startWithAnotherDisk(lost, "d2");
        waitsForTheDisk.join();
        assertThat(group().voters().contains(new MemberId(lost, "d2"))).isTrue();
    }

    @Test
    void whatTheLossOfTheLeaderInterruptsIsBegunAgain() throws Exception {
        group().remove(MemberId.founder(lost)).join();
        CompletableFuture<Void> interrupted = group().add(admitted("d2"));
        String leader = cluster.nameOf(cluster.leader());
        cluster.stop(leader);
        assertThatThrownBy(interrupted::join).isNotNull();
        cluster.start(leader);
        Voters after = group().voters();
        assertThat(after.all()).extracting(Voter::node).doesNotContain(lost);

        cluster.startWithAnotherDisk(lost, "d2");
        group().add(admitted("d2")).join();
        cluster.append(1);
        cluster.awaitCount(lost, 31);
    }

    /** It has its own directory's id in its name, so nothing that the lost disk said can be taken for its word. */
    @Test
    void whatIsNotAdmittedYetNeitherVotesNorLeads() throws Exception {
        group().remove(MemberId.founder(lost)).join();
        RatisLog waiting = cluster.startWithAnotherDisk(lost, "d2");
        assertThat(waiting.votes()).isFalse();
        String leader = cluster.nameOf(cluster.leader());
        cluster.stop(leader);
        RatisLog left = cluster.logs.get(other);
        await().atMost(PATIENCE).until(() -> left.leadership().leader().isEmpty());
        assertThat(waiting.leadership().isLeader()).isFalse();
        assertThat(cluster.exits.get(lost).codes).isEmpty();
    }
}
