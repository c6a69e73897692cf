package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.fake.FakeNode;
import io.arbiter.client.fake.FakeRefusal;
import io.arbiter.client.model.Event;
import io.arbiter.v1.Call;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Another cluster at the same addresses, or the same one re-created: sessions, tokens and positions of the
 * cluster before mean nothing there.
 */
class ClusterChangeTest {
    private final ClientFixture fixture = new ClientFixture();
    private final List<ArbiterException> ended = new ArrayList<>();
    private final WatchListener watcher = new WatchListener() {
        @Override
        public void onEvents(List<Event> events, long revision) {
            // only its end matters
        }

        @Override
        public void onClosed(ArbiterException failure) {
            ended.add(failure);
        }
    };

    ClusterChangeTest() {
        fixture.cluster.setId("one");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void beginAnew() {
        fixture.cluster.setId("two");
        fixture.cluster.state.beginAnew();
        fixture.allNodes(node -> {
            if (!node.calls.isEmpty()) {
                node.disconnect();
            }
        });
    }

    @Test
    void namesTheClusterThatAnsweredFirstInEveryLaterCall() {
        fixture.held("orders");
        fixture.cluster.node(1).disconnect();
        fixture.pass(Duration.ofSeconds(4));
        fixture.client.admin().statusOf("node2:7401", true);
        fixture.cluster.node(1).disconnect();
        fixture.client.watch("orders", 5, watcher);
        List<String> named = new ArrayList<>();
        for (int node = 1; node <= 3; node++) {
            named.addAll(fixture.cluster.named(node));
        }
        assertThat(named).hasSizeGreaterThan(3);
        assertThat(named.stream().filter(String::isEmpty)).hasSize(1);
        assertThat(fixture.cluster.named(2)).contains("one");
        assertThat(fixture.changes).isEmpty();
    }

    /** Another cluster's answer ends nothing in the one where the session was opened. It is told once. */
    @Test
    void theSessionOfTheFormerClusterIsNotConfirmedAsClosed() {
        fixture.held("orders");
        beginAnew();
        fixture.pass(Duration.ofMillis(2_100));
        assertThat(fixture.changes).singleElement().matches(change -> change.to() == LeaseState.LOST);
        assertThatThrownBy(() -> fixture.client.closeSession(Duration.ofSeconds(5)))
                .isInstanceOf(ClusterMismatchException.class);
        fixture.client.closeSession(Duration.ofSeconds(5));
    }

    /** Hazelcast's users met a stranger's session under their old id; its lease vanished. */
    @Test
    void gatesCloseAtOnceAndTheReasonNamesBothClusters() {
        Lease lease = fixture.held("orders");
        beginAnew();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(lease.isOpen()).isTrue();
        fixture.pass(Duration.ofMillis(1_100));
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.changes)
                .singleElement()
                .matches(change -> change.to() == LeaseState.LOST
                        && change.cause() == LeaseChange.Cause.SESSION_ENDED
                        && change.detail().contains("cluster two answers where one was expected"));
        assertThat(fixture.events).last().matches(event -> event.kind() == SessionEvent.Kind.LOST);
        assertThatThrownBy(lease::requireOpen).hasMessageContaining("check them, and acquire again");
    }

    @Test
    void theNextAcquireOpensASessionInTheNewCluster() {
        fixture.held("orders");
        beginAnew();
        fixture.pass(Duration.ofSeconds(3));
        Lease lease = fixture.held("orders");
        assertThat(lease.sessionId()).isGreaterThan(1_000);
        fixture.pass(Duration.ofSeconds(20));
        assertThat(lease.isOpen()).isTrue();
    }

    @Test
    void anAcquireThatIsAskedForMeanwhileFindsTheNewCluster() {
        Lease old = fixture.held("orders");
        beginAnew();
        CompletableFuture<Lease> other = fixture.acquire("other", Duration.ofSeconds(30));
        fixture.pass(Duration.ofSeconds(3));
        assertThat(old.isOpen()).isFalse();
        assertThat(other.join().isOpen()).isTrue();
    }

    /** A process with a shorter life than a cluster has no use for another one's lease. */
    @Test
    void oneThatStaysWithItsClusterAcquiresNothingInAnother() {
        try (ClientFixture staying = new ClientFixture(ArbiterClientBuilder::stayWithCluster)) {
            staying.cluster.setId("one");
            Lease lease = staying.held("orders");
            staying.cluster.setId("two");
            staying.cluster.state.beginAnew();
            staying.allNodes(node -> {
                if (!node.calls.isEmpty()) {
                    node.disconnect();
                }
            });
            staying.pass(Duration.ofSeconds(3));
            assertThat(lease.isOpen()).isFalse();
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Lease> again = staying.acquire("orders", Duration.ofSeconds(30));
                staying.pass(Duration.ofSeconds(3));
                assertThatThrownBy(again::join).cause().isInstanceOf(ClusterMismatchException.class);
            }
            assertThat(staying.cluster.state.leases).isEmpty();
        }
    }

    /** The first cluster may have opened the session, and the second one's answer about that is worth nothing. */
    @Test
    void anOpeningInDoubtIsNotRefusedByAnotherCluster() {
        try (ClientFixture staying = new ClientFixture(ArbiterClientBuilder::stayWithCluster)) {
            staying.cluster.setId("one");
            staying.client.admin().status();
            staying.allNodes(node -> node.loseReply = Call::hasOpenSession);
            CompletableFuture<Lease> asked = staying.acquire("orders", Duration.ofSeconds(30));
            staying.cluster.setId("two");
            staying.pass(Duration.ofSeconds(3));
            assertThatThrownBy(asked::join).cause().isInstanceOf(IndeterminateException.class);
            assertThatThrownBy(() -> staying.client.closeSession(Duration.ofSeconds(1)))
                    .isInstanceOf(ClusterMismatchException.class);
        }
    }

    /** Its token belongs to the old cluster, and the new one may have given out the same number. */
    @Test
    void anOperatorsCallIsRefusedAndNotCarriedOutElsewhere() {
        fixture.client.admin().status();
        beginAnew();
        CompletableFuture<?> broken = fixture.client.asyncAdmin().breakLease("orders", 1, "test", "test");
        fixture.pass(Duration.ofSeconds(1));
        assertThatThrownBy(broken::join).cause().isInstanceOfSatisfying(ClusterMismatchException.class, mismatch -> {
            assertThat(mismatch.expectedCluster()).isEqualTo("one");
            assertThat(mismatch.actualCluster()).isEqualTo("two");
        });
        fixture.allNodes(node -> assertThat(node.count(Call::hasBreakLease)).isZero());
    }

    /** Its first attempt was made in the old cluster; the second one must not go to the cluster that answers now. */
    @Test
    void aCallThatIsRepeatedAfterTheChangeIsNotMadeToTheNewCluster() {
        fixture.held("orders");
        fixture.allNodes(node -> node.delay = Call::hasBreakLease);
        CompletableFuture<?> broken = fixture.client.asyncAdmin().breakLease("orders", 1, "test", "test");
        fixture.allNodes(node -> node.delay = call -> false);
        long before = count();
        beginAnew();
        fixture.pass(Duration.ofSeconds(10));
        assertThat(broken).isCompletedExceptionally();
        assertThat(count()).isEqualTo(before);
    }

    private long count() {
        return fixture.cluster.nodes.stream()
                .mapToLong(node -> node.count(Call::hasBreakLease))
                .sum();
    }

    @Test
    void aWatchEndsWithHistoryReset() {
        fixture.client.watch("orders", 0, watcher);
        FakeNode first = fixture.cluster.node(1);
        first.watcher.onNext(WatchResponse.newBuilder().setRevision(20).build());
        beginAnew();
        // The client itself goes on in the new cluster; the watch must not.
        CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(30));
        fixture.pass(Duration.ofSeconds(3));
        assertThat(acquire.join().isOpen()).isTrue();
        first.watcher.onError(Status.UNAVAILABLE.asRuntimeException());
        fixture.pass(Duration.ofSeconds(3));
        assertThat(ended).singleElement().isInstanceOfSatisfying(HistoryResetException.class, reset -> {
            assertThat(reset.expectedCluster()).isEqualTo("one");
            assertThat(reset.actualCluster()).isEqualTo("two");
        });
    }

    /** The cluster is replaced after it said which revision is the present one, and before the watch has begun. */
    @Test
    void aWatchFromNowOnBeginsAtARevisionOfTheClusterThatItWatches() {
        fixture.held("orders");
        FakeNode first = fixture.cluster.node(1);
        first.holdReply = Call::hasListLeases;
        fixture.client.watch("orders", 0, watcher);
        first.holdReply = call -> false;
        fixture.cluster.setId("two");
        for (String other : List.of("node2:7401", "node3:7401")) {
            assertThatThrownBy(() -> fixture.client.admin().statusOf(other, true))
                    .isInstanceOf(ClusterMismatchException.class);
        }
        fixture.cluster.state.revision = 3;
        fixture.loop.execute(() -> {
            first.deliver();
            first.disconnect(new FakeRefusal(
                    "CLUSTER_MISMATCH", "this is cluster two", Map.of("expected", "one", "actual", "two")));
        });
        fixture.pass(Duration.ofSeconds(5));
        List<WatchRequest> watches = fixture.cluster.nodes.stream()
                .flatMap(node -> node.watches.stream())
                .toList();
        assertThat(watches).singleElement().matches(watch -> watch.getFromRevision() == 4);
        assertThat(ended).isEmpty();
    }

    /** Endpoints of two clusters: the stream to the second one was opened before either cluster was known. */
    @Test
    void anAnswerOfAnotherClusterIsNotTaken() {
        fixture.cluster.setId(1, "two");
        FakeNode first = fixture.cluster.node(1);
        first.delay = Call::hasOpenSession;
        CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(30));
        fixture.client.admin().statusOf("node2:7401", true);
        first.delay = call -> false;
        first.refusal = new FakeRefusal("NO_LEADER", "nobody leads", Map.of());
        first.answerWaiting();
        assertThat(acquire).isNotDone();
        fixture.pass(Duration.ofSeconds(5));
        assertThat(acquire).isCompleted();
        assertThat(acquire.join().isOpen()).isTrue();
    }

    /** Nodes of an earlier release name no cluster. */
    @Test
    void withoutAnIdNothingIsCompared() {
        fixture.cluster.setId("");
        fixture.held("orders");
        fixture.cluster.node(1).disconnect();
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.changes).isEmpty();
        assertThat(fixture.cluster.named(2)).allMatch(String::isEmpty);
    }
}
