package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.arbiter.client.fake.FakeNode;
import io.arbiter.client.fake.FakeRefusal;
import io.arbiter.client.internal.transport.CallRouter;
import io.arbiter.client.model.Event;
import io.arbiter.v1.Call;
import io.arbiter.v1.WatchResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A node of another cluster among the endpoints: it is a stray, and the client's own cluster is as it was. */
class MixedEndpointsTest {
    private final ClientFixture fixture = new ClientFixture();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CallRouter.class);

    @BeforeEach
    void start() {
        fixture.cluster.setId("ours");
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        fixture.close();
    }

    private List<String> logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void assertThatItsSessionGoesOn(Lease lease) {
        assertThat(lease.isOpen()).isTrue();
        assertThat(fixture.changes).isEmpty();
        assertThat(fixture.cluster.state.opened).hasSize(1);
    }

    /** A leader is named by its address, and from here the name leads to another cluster's node. */
    @Test
    void aForeignNodeThatIsNamedAsTheLeaderIsNotUsed() {
        Lease lease = fixture.held("orders");
        fixture.cluster.setId(3, "theirs");
        fixture.allNodes(node -> node.leader = "node3:7401");
        fixture.pass(Duration.ofSeconds(20));
        assertThatItsSessionGoesOn(lease);
        assertThat(fixture.cluster.node(3).calls).isEmpty();
        assertThat(fixture.cluster.named(3)).as("how often it was asked").hasSize(1);
        assertThat(logged())
                .singleElement()
                .asString()
                .contains("node3:7401 belongs to cluster theirs, and other nodes to ours")
                .contains("it is not used; check the endpoints");
    }

    @Test
    void aForeignNodeThatIsTriedAfterAFailureIsPassedOver() {
        Lease lease = fixture.held("orders");
        fixture.cluster.setId(2, "theirs");
        fixture.cluster.node(1).blackHole = true;
        fixture.pass(Duration.ofSeconds(20));
        assertThatItsSessionGoesOn(lease);
        assertThat(fixture.cluster.node(2).calls).isEmpty();
        assertThat(logged()).hasSize(1);
    }

    /** The name of a member leads to another cluster's node from now on, and back later. */
    @Test
    void aMemberWhoseNameLeadsElsewhereIsPassedOverUntilItIsBack() {
        Lease lease = fixture.held("orders");
        FakeNode first = fixture.cluster.node(1);
        fixture.allNodes(node -> node.leader = "node1:7401");
        fixture.cluster.setId(1, "theirs");
        first.disconnect();
        fixture.pass(Duration.ofSeconds(20));
        assertThatItsSessionGoesOn(lease);
        long before = first.calls.size();
        fixture.cluster.setId(1, "ours");
        fixture.pass(Duration.ofSeconds(40));
        assertThat(first.calls.size()).isGreaterThan((int) before);
        assertThatItsSessionGoesOn(lease);
        assertThat(logged()).hasSize(1);
    }

    /** While its own cluster is out of reach, a foreign node is no reason to leave it. */
    @Test
    void anOutageOfItsOwnClusterLeavesTheSession() {
        fixture.cluster.setId(3, "theirs");
        Lease lease = fixture.held("orders");
        List<FakeNode> members = List.of(fixture.cluster.node(1), fixture.cluster.node(2));
        members.forEach(node -> node.blackHole = true);
        fixture.pass(Duration.ofSeconds(60));
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.states()).doesNotContain(LeaseState.LOST);
        assertThat(fixture.cluster.named(3)).as("it was asked").isNotEmpty();
        members.forEach(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(lease.isOpen()).isTrue();
        assertThat(fixture.cluster.state.opened).hasSize(1);
        assertThat(fixture.cluster.node(3).calls).isEmpty();
    }

    /** One node of the former cluster is gone for good, and most nodes are of a new one. */
    @Test
    void aClusterInItsPlaceEndsTheSessionThoughANodeIsGone() {
        Lease lease = fixture.held("orders");
        fixture.cluster.node(1).blackHole = true;
        fixture.cluster.setId(2, "new");
        fixture.cluster.setId(3, "new");
        fixture.pass(Duration.ofSeconds(20));
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.states()).last().isEqualTo(LeaseState.LOST);
        fixture.cluster.state.beginAnew();
        CompletableFuture<Lease> next = fixture.acquire("orders", Duration.ofSeconds(30));
        fixture.pass(Duration.ofSeconds(10));
        assertThat(next.join().sessionId()).isGreaterThan(1_000);
    }

    @Test
    void aForeignNodeThatAnswersFirstButCannotServeIsLeft() {
        fixture.cluster.setId(1, "theirs");
        fixture.cluster.node(1).refusal = new FakeRefusal("NO_LEADER", "nobody leads", Map.of());
        CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(30));
        fixture.pass(Duration.ofSeconds(20));
        assertThatItsSessionGoesOn(acquire.join());
        assertThat(fixture.cluster.named(1)).as("how often the foreign one was asked").hasSize(1);
    }

    /** Which cluster is meant nobody can tell: the client stays with the one that its session is in. */
    @Test
    void withAForeignNodeThatServesFirstTheOthersAreTheStrays() {
        fixture.cluster.setId(1, "theirs");
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.leader = "node2:7401");
        fixture.pass(Duration.ofSeconds(20));
        assertThatItsSessionGoesOn(lease);
        assertThat(fixture.cluster.node(2).calls).isEmpty();
        assertThat(fixture.cluster.node(3).calls).isEmpty();
    }

    @Test
    void oneThatStaysWithItsClusterPassesAForeignNodeOverAsWell() {
        try (ClientFixture staying = new ClientFixture(ArbiterClientBuilder::stayWithCluster)) {
            staying.cluster.setId("ours");
            Lease lease = staying.held("orders");
            staying.cluster.setId(2, "theirs");
            staying.cluster.node(1).blackHole = true;
            staying.pass(Duration.ofSeconds(20));
            assertThat(lease.isOpen()).isTrue();
            assertThat(staying.cluster.node(2).calls).isEmpty();
        }
    }

    /** Its token means something in one cluster alone. */
    @Test
    void anOperatorsCallGoesToItsOwnCluster() {
        fixture.held("orders");
        fixture.cluster.setId(3, "theirs");
        fixture.allNodes(node -> node.leader = "node3:7401");
        CompletableFuture<?> first = fixture.client.asyncAdmin().breakLease("orders", 1, "test", "test");
        fixture.pass(Duration.ofSeconds(1));
        assertThat(first).isCompleted();
        CompletableFuture<?> second = fixture.client.asyncAdmin().breakLease("orders", 1, "test", "test");
        fixture.pass(Duration.ofSeconds(1));
        assertThat(second).isCompletedWithValueMatching(value -> true);
        assertThat(fixture.cluster.node(3).count(Call::hasBreakLease)).isZero();
    }

    /** Who asks a certain node is told what it is; that changes nothing for the session. */
    @Test
    void theStatusOfAForeignNodeIsRefusedAndTheSessionGoesOn() {
        Lease lease = fixture.held("orders");
        fixture.cluster.setId(2, "theirs");
        assertThatThrownBy(() -> fixture.client.admin().statusOf("node2:7401", true))
                .isInstanceOf(ClusterMismatchException.class);
        fixture.pass(Duration.ofSeconds(20));
        assertThatItsSessionGoesOn(lease);
    }

    @Test
    void aWatchResumesAtAMember() {
        List<ArbiterException> closed = new ArrayList<>();
        List<Long> reported = new ArrayList<>();
        fixture.client.watch("orders", 5, new WatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {
                reported.add(revision);
            }

            @Override
            public void onClosed(ArbiterException failure) {
                closed.add(failure);
            }
        });
        fixture.cluster
                .node(1)
                .watcher
                .onNext(WatchResponse.newBuilder().setRevision(10).build());
        fixture.cluster.setId(2, "theirs");
        fixture.cluster.node(1).watcher.onError(Status.UNAVAILABLE.asRuntimeException());
        fixture.pass(Duration.ofSeconds(5));
        assertThat(fixture.cluster.node(2).watches).isEmpty();
        FakeNode third = fixture.cluster.node(3);
        assertThat(third.watches).singleElement().matches(request -> request.getFromRevision() == 11);
        third.watcher.onNext(WatchResponse.newBuilder().setRevision(12).build());
        assertThat(reported).containsExactly(10L, 12L);
        assertThat(closed).isEmpty();
        assertThat(logged()).hasSize(1);
    }

    /** A watch that begins with the client: both belong to the cluster that answers first. */
    @Test
    void aWatchThatAnswersFirstBindsTheClient() {
        fixture.client.watch("orders", 5, new WatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {
                // only its cluster matters
            }

            @Override
            public void onClosed(ArbiterException failure) {
                // only its cluster matters
            }
        });
        fixture.cluster
                .node(1)
                .watcher
                .onNext(WatchResponse.newBuilder().setRevision(10).build());
        fixture.held("orders");
        assertThat(fixture.cluster.named(1)).containsExactly("", "ours");
    }
}
