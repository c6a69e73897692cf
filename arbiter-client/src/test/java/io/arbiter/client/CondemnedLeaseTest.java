package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.fake.FakeNode;
import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.gate.FakeClock;
import io.arbiter.client.gate.Gate;
import io.arbiter.v1.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease that a promotion condemns is shut for good with the answer that tells of it, and so before it goes on. */
class CondemnedLeaseTest {
    private static final Duration ROUND = Duration.ofSeconds(2);
    private final WatchedClock clock = new WatchedClock();
    private final ClientFixture fixture = new ClientFixture(builder -> builder.clock(clock));

    CondemnedLeaseTest() {
        clock.time = fixture.clock;
    }

    /** Tells when a gate is about to be extended: it reads the clock just before. */
    private static final class WatchedClock implements ClientClock {
        FakeClock time = new FakeClock();
        Runnable onRenewal = () -> {};

        @Override
        public long nanoTime() {
            boolean renewing = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(Gate.class.getName())
                                    && frame.getMethodName().equals("renewed")));
            if (renewing) {
                Runnable told = onRenewal;
                onRenewal = () -> {};
                told.run();
                onRenewal = told;
            }
            return time.nanoTime();
        }

        @Override
        public long wallMillis() {
            return time.wallMillis();
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void itIsShutAndReleasedAndTheOthersLiveOn() {
        Lease other = fixture.held("users");
        Lease lease = fixture.held("orders");
        fixture.cluster.state.condemn("orders");
        fixture.pass(ROUND);
        assertThat(lease.isOpen()).isFalse();
        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
        assertThat(other.isOpen()).isTrue();
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.CONDEMNED);
        assertThat(fixture.cluster.state.leases).as("it is given back").containsOnlyKeys("users");
        fixture.pass(Duration.ofSeconds(30));
        assertThat(other.isOpen()).isTrue();
    }

    /** The lease may be somebody else's by now: not even for a moment does the same answer open it. */
    @Test
    void itIsShutBeforeTheSameAnswerOpensTheOthersAgain() {
        Lease lease = fixture.held("orders");
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofSeconds(9));
        assertThat(lease.isOpen()).isFalse();
        fixture.cluster.state.condemn("orders");
        List<LeaseState> whenTheGateMoved = new ArrayList<>();
        clock.onRenewal = () -> whenTheGateMoved.add(lease.state());
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(9));
        assertThat(whenTheGateMoved).isNotEmpty().containsOnly(LeaseState.LOST);
    }

    /** The answer to the acquire was overtaken by the renewal that calls its token condemned. */
    @Test
    void aGrantThatComesLateIsNotHandedOut() {
        fixture.held("users");
        fixture.allNodes(node -> node.holdReply = Call::hasAcquire);
        CompletableFuture<Lease> asked = fixture.acquire("orders", Duration.ofSeconds(60));
        fixture.allNodes(node -> node.holdReply = call -> false);
        long token = fixture.cluster.state.leases.get("orders").getToken();
        fixture.cluster.state.condemn("orders");
        fixture.pass(ROUND);
        assertThat(fixture.cluster.state.leases).doesNotContainKey("orders");
        fixture.cluster.state.grant("orders", 77);
        fixture.cluster.nodes.forEach(FakeNode::deliver);
        fixture.pass(Duration.ofMillis(100));
        if (asked.isDone()) {
            assertThat(asked.join().token()).isNotEqualTo(token);
        }
        fixture.cluster.state.leases.remove("orders");
        fixture.cluster.nodes.forEach(FakeNode::answerWaiting);
        fixture.pass(ROUND);
        assertThat(asked.join().token()).isGreaterThan(token);
        assertThat(asked.join().isOpen()).isTrue();
    }

    /** No renewal was answered while it was condemned; only that it is gone is to be seen. */
    @Test
    void aGrantThatComesAfterItsLeaseHasEndedIsNotHandedOut() {
        fixture.held("users");
        fixture.allNodes(node -> node.holdReply = Call::hasAcquire);
        CompletableFuture<Lease> asked = fixture.acquire("orders", Duration.ofSeconds(60));
        fixture.allNodes(node -> node.holdReply = call -> false);
        long token = fixture.cluster.state.leases.get("orders").getToken();
        fixture.cluster.state.end("orders");
        fixture.cluster.state.grant("orders", 77);
        fixture.pass(ROUND);
        fixture.cluster.nodes.forEach(FakeNode::deliver);
        if (asked.isDone()) {
            assertThat(asked.join().token()).isNotEqualTo(token);
        }
        fixture.cluster.state.leases.remove("orders");
        fixture.cluster.nodes.forEach(FakeNode::answerWaiting);
        fixture.pass(ROUND);
        assertThat(asked.join().token()).isGreaterThan(token);
    }

    @Test
    void aDrainThatIsUnderWayKeepsNoGateOpen() {
        Lease lease = fixture.held("orders");
        fixture.holdWork = true;
        lease.drainBeforeHandover(Duration.ofSeconds(60), drained -> {});
        fixture.cluster.state.requestHandover("orders", 77);
        fixture.pass(ROUND);
        assertThat(lease.isOpen()).isTrue();
        fixture.cluster.state.condemn("orders");
        fixture.pass(ROUND);
        assertThat(lease.isOpen()).isFalse();
        assertThat(fixture.cluster.state.leases).doesNotContainKey("orders");
        fixture.work.forEach(Runnable::run);
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.CONDEMNED);
    }
}
