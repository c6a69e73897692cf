package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatisLogTest {
    @TempDir
    private Path directory;

    @Test
    void appliesOnEveryNodeAndHandsTheContextToTheProposerOnly() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            long first = cluster.append("context");
            long second = cluster.append(null);

            assertThat(second).isGreaterThan(first);
            String leader = cluster.nameOf(cluster.leader());
            for (String node : cluster.logs.keySet()) {
                cluster.awaitCount(node, 2);
                assertThat(cluster.states.get(node).contexts)
                        .isEqualTo(node.equals(leader) ? List.of("context") : List.of());
            }
            assertThat(cluster.leader().appliedIndex()).isGreaterThanOrEqualTo(second);
            assertThat(cluster.leader().members()).extracting(Member::name).containsExactly("n1", "n2", "n3");
            assertThat(cluster.leader().members()).extracting(Member::region).containsExactly("r1", "r2", "r3");
        }
    }

    @Test
    void everyNodeHearsWhoLeadsAndWhereClientsReachIt() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            Leadership truth = cluster.leader().leadership();

            cluster.states
                    .values()
                    .forEach(state -> await().atMost(PATIENCE)
                            .until(() -> !state.leaderships.isEmpty()
                                    && state.leaderships
                                            .get(state.leaderships.size() - 1)
                                            .leader()
                                            .equals(truth.leader())));
            assertThat(truth.leaderClientAddress()).startsWith("127.0.0.1:2000");
            assertThat(truth.isLeader()).isTrue();
            String leader = cluster.nameOf(cluster.leader());
            assertThat(cluster.states.get(leader).leaderships).anyMatch(Leadership::ready);
        }
    }

    @Test
    void aFollowerRefusesAndNamesTheLeader() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            RatisLog follower = cluster.logs.get(cluster.followers().get(0));
            await().atMost(PATIENCE).until(() -> follower.leadership().leader().isPresent());

            assertThatThrownBy(() -> follower.append(new byte[] {1}, null).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            NotLeaderException.class,
                            refusal -> assertThat(refusal.leader())
                                    .map(Member::name)
                                    .contains(cluster.nameOf(cluster.leader())));
        }
    }

    @Test
    void whatIsUnderWayWhenTheMajorityIsLostHasAnUnknownOutcome() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            RatisLog leader = cluster.leader();
            cluster.followers().forEach(cluster::stop);

            CompletableFuture<Long> append = leader.append(new byte[] {1}, null);

            await().atMost(PATIENCE).until(append::isDone);
            assertThatThrownBy(append::join).cause().isInstanceOf(OutcomeUnknownException.class);
            await().atMost(PATIENCE).until(() -> !leader.leadership().isLeader());
        }
    }

    @Test
    void refusesAnEntryThatIsEmptyOrTooLong() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 10_000).startAll()) {
            RatisLog leader = cluster.leader();

            assertThatThrownBy(() -> leader.append(new byte[0], null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> leader.append(new byte[leader.maxEntryBytes() + 1], null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3145728");
            assertThat(leader.append(new byte[leader.maxEntryBytes()], null).join())
                    .isPositive();
        }
    }

    @Test
    void theLongestEntryReachesEveryNode() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            for (int i = 0; i < 3; i++) {
                cluster.propose(new byte[cluster.leader().maxEntryBytes()]);
            }
            cluster.logs.keySet().forEach(node -> cluster.awaitCount(node, 3));
        }
    }

    @Test
    void everythingIsStillThereAfterARestartOfAll() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            cluster.append(20);
            List.copyOf(cluster.logs.keySet()).forEach(cluster::stop);

            cluster.startAll();

            cluster.append(null);
            cluster.logs.keySet().forEach(node -> cluster.awaitCount(node, 21));
        }
    }

    @Test
    void leadershipIsHandedToALiveFollower() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            cluster.append(3);
            RatisLog before = cluster.leader();
            await().atMost(PATIENCE)
                    .until(() -> before.followers().size() == 2
                            && before.followers().stream()
                                            .mapToLong(FollowerProgress::lag)
                                            .sum()
                                    == 0);

            await().atMost(PATIENCE).until(() -> before.transferLeadership(Duration.ofSeconds(20)));

            assertThat(cluster.nameOf(cluster.leader())).isNotEqualTo(cluster.nameOf(before));
            cluster.append(null);
        }
    }

    /** Else the one that is to lead may lack an entry, does not get the votes, and nobody leads for an election. */
    @Test
    void whoIsNamedLeadsAtOnceUnderLoadAndNoEntryIsInDoubt() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            for (int transfer = 1; transfer <= 12; transfer++) {
                RatisLog before = cluster.leader();
                String to = "n" + (Integer.parseInt(cluster.nameOf(before).substring(1)) % 3 + 1);
                long count = cluster.states.get(to).count.get();
                List<CompletableFuture<Throwable>> ends = Stream.generate(() -> appendUntilItFails(before))
                        .limit(32)
                        .toList();
                await().atMost(PATIENCE)
                        .until(() -> cluster.states.get(to).count.get() > count + 100);
                assertThat(before.transferLeadership(Optional.of(to), Duration.ofSeconds(20)))
                        .isTrue();
                assertThat(cluster.nameOf(cluster.leader())).isEqualTo(to);
                for (CompletableFuture<Throwable> end : ends) {
                    assertThat(end.get()).isInstanceOf(NotLeaderException.class);
                }
            }
        }
    }

    /** One entry after the other. */
    private static CompletableFuture<Throwable> appendUntilItFails(RatisLog log) {
        return log.append(new byte[] {1}, null)
                .handleAsync((index, failure) ->
                        failure == null ? appendUntilItFails(log) : CompletableFuture.completedFuture(failure))
                .thenCompose(next -> next);
    }
}
