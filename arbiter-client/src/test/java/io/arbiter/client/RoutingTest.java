package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.fake.FakeCluster;
import io.arbiter.client.fake.FakeRefusal;
import io.arbiter.client.fake.ManualLoop;
import io.arbiter.client.gate.FakeClock;
import io.arbiter.client.internal.transport.CallRouter;
import io.arbiter.v1.Call;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The choice of the node to ask, and the report on those that do not answer. */
class RoutingTest {
    private final Map<String, Connection> connections = new HashMap<>();
    private final CallRouter router = new CallRouter(
            List.of("follower:1", "other:1"),
            address -> connections.computeIfAbsent(address, key -> new Connection()),
            new ManualLoop(new FakeClock()),
            new FakeClock());

    /** A connection whose state the test decides. */
    private static final class Connection extends ManagedChannel {
        private ConnectivityState state = ConnectivityState.IDLE;
        private boolean wanted;

        @Override
        public ConnectivityState getState(boolean requestConnection) {
            wanted |= requestConnection;
            return state;
        }

        @Override
        public <Q, R> io.grpc.ClientCall<Q, R> newCall(
                io.grpc.MethodDescriptor<Q, R> method, io.grpc.CallOptions options) {
            throw new UnsupportedOperationException("only its state is asked for");
        }

        @Override
        public String authority() {
            return "test";
        }

        @Override
        public ManagedChannel shutdown() {
            return this;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return this;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** Otherwise the first call after an answer that names the leader pays for its own connection: a fresh close(). */
    @Test
    void goesToTheLeaderOnceTheWayIsOpen() {
        connections.get("follower:1").state = ConnectivityState.READY;
        router.leaderSeen("leader:1");
        assertThat(connections.get("leader:1").wanted).isTrue();
        assertThat(router.pick(Set.of()).address()).isEqualTo("follower:1");
        connections.get("leader:1").state = ConnectivityState.READY;
        assertThat(router.pick(Set.of()).address()).isEqualTo("leader:1");
    }

    @Test
    void goesToTheLeaderIfNoOtherWayIsOpenEither() {
        router.leaderSeen("leader:1");
        assertThat(router.pick(Set.of()).address()).isEqualTo("leader:1");
    }

    /** A connection that is still being opened may lead to a node that hangs, and would cost the time of an attempt. */
    @Test
    void beginsWithANodeThatItIsConnectedTo() {
        assertThat(router.pick(Set.of()).address()).isEqualTo("follower:1");
        connections.get("other:1").state = ConnectivityState.READY;
        assertThat(router.pick(Set.of()).address()).isEqualTo("other:1");
    }

    /** A leader's hint with an IPv6 address once broke every acquire. */
    @Test
    void aHintThatCannotBeUsedIsIgnored() {
        try (FakeCluster cluster = new FakeCluster();
                ClientFixture fixture = new ClientFixture(
                        cluster,
                        Runnable::run,
                        builder -> builder.channels(address -> {
                            if (address.startsWith("[")) {
                                throw new IllegalArgumentException("no IPv6 here");
                            }
                            return cluster.channel(address);
                        }))) {
            fixture.allNodes(node -> node.leader = "[::1]:7401");
            Lease lease = fixture.held("orders");
            fixture.pass(Duration.ofSeconds(20));
            lease.requireOpen();
            assertThat(fixture.changes).isEmpty();
        }
    }

    /** Thrown in the loop, it once left the caller waiting permanently. */
    @Test
    void anAddressThatCannotBeUsedFailsTheCall() {
        try (FakeCluster cluster = new FakeCluster();
                ClientFixture fixture = new ClientFixture(
                        cluster,
                        Runnable::run,
                        builder -> builder.channels(address -> {
                            if (address.startsWith("bad")) {
                                throw new IllegalArgumentException("no such address");
                            }
                            return cluster.channel(address);
                        }))) {
            assertThatThrownBy(() -> fixture.client.admin().statusOf("bad", true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no such address");
        }
    }

    @Test
    void withoutAMajorityItSaysWhoIsMissing() {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.cluster.node(1).refusal = new FakeRefusal("NO_LEADER", "nobody leads", Map.of());
            fixture.cluster.node(2).blackHole = true;
            fixture.cluster.node(3).blackHole = true;
            CompletableFuture<Lease> acquire = fixture.acquire("orders", Duration.ofSeconds(6));
            CompletableFuture<?> read = fixture.client.asyncAdmin().explain("orders", "");
            fixture.pass(Duration.ofSeconds(8));
            for (CompletableFuture<?> call : List.of(acquire, read)) {
                assertThatThrownBy(call::join)
                        .cause()
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("no majority")
                        .hasMessageContaining("node1:7401 (answers, and knows of no leader)")
                        .hasMessageContaining("node2:7401 (silent for a whole attempt)")
                        .hasMessageContaining("node3:7401");
            }
            fixture.allNodes(node -> assertThat(node.count(Call::hasRelease)).isZero());
        }
    }
}
