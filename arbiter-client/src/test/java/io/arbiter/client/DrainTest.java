package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The writer stops before a handover, in bounded time, and no gate waits for it. */
class DrainTest {
    private static final Duration LIMIT = Duration.ofSeconds(9);
    private static final long RECEIVER = 77;
    private final ClientFixture fixture = new ClientFixture();
    private final Lease lease = fixture.held("orders");

    @AfterEach
    void close() {
        fixture.close();
    }

    private long holder() {
        return fixture.cluster.state.leases.get("orders").getSessionId();
    }

    /** The next renewal reports it. */
    private void requestHandover(long receiver) {
        fixture.cluster.state.requestHandover("orders", receiver);
        fixture.pass(Duration.ofSeconds(2));
    }

    @Test
    void theWriterStopsWhileTheLeaseIsStillGood() {
        AtomicReference<LeaseState> seen = new AtomicReference<>();
        lease.drainBeforeHandover(LIMIT, drained -> {
            assertThat(holder()).isEqualTo(drained.sessionId());
            seen.set(drained.state());
        });
        requestHandover(RECEIVER);
        assertThat(seen).hasValue(LeaseState.HELD);
        assertThat(lease.isOpen()).isFalse();
        assertThat(holder()).isEqualTo(RECEIVER);
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.HANDED_OVER);
    }

    @Test
    void theHookFindsWhereItIsToGo() {
        AtomicReference<OptionalLong> found = new AtomicReference<>();
        lease.drainBeforeHandover(LIMIT, drained -> found.set(drained.handoverTo()));
        assertThat(lease.handoverTo()).isEmpty();
        requestHandover(RECEIVER);
        assertThat(found).hasValue(OptionalLong.of(RECEIVER));
    }

    /** So that its caller learns the outcome. */
    @Test
    void theHookMayTransferItself() {
        AtomicReference<Long> token = new AtomicReference<>();
        lease.drainBeforeHandover(
                LIMIT,
                drained -> token.set(drained.transferTo(drained.handoverTo().getAsLong())));
        fixture.holdWork = true;
        requestHandover(RECEIVER);
        fixture.work.get(0).run();
        assertThat(holder()).isEqualTo(RECEIVER);
        assertThat(token).hasValue(fixture.cluster.state.leases.get("orders").getToken());
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.TRANSFERRED);
    }

    @Test
    void aDrainThatTakesTooLongIsNotWaitedFor() {
        fixture.holdWork = true;
        lease.drainBeforeHandover(LIMIT, drained -> {});
        requestHandover(RECEIVER);
        fixture.pass(LIMIT.minusSeconds(1));
        assertThat(lease.isOpen()).isTrue();
        assertThat(holder()).isEqualTo(lease.sessionId());
        fixture.pass(Duration.ofSeconds(1));
        assertThat(lease.isOpen()).isFalse();
        assertThat(holder()).isEqualTo(RECEIVER);
    }

    @Test
    void aDrainThatTakesTooLongIsInterrupted() throws InterruptedException {
        fixture.holdWork = true;
        AtomicBoolean interrupted = new AtomicBoolean();
        lease.drainBeforeHandover(LIMIT, drained -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        requestHandover(RECEIVER);
        Thread worker = new Thread(fixture.work.get(0));
        worker.start();
        await().until(() -> worker.getState() == Thread.State.WAITING);
        fixture.pass(LIMIT);
        worker.join();
        assertThat(interrupted).isTrue();
        assertThat(holder()).isEqualTo(RECEIVER);
    }

    /** Whatever a hook does, the gate keeps its time. */
    @Test
    void aDrainKeepsNoGateOpen() {
        fixture.holdWork = true;
        lease.drainBeforeHandover(Duration.ofHours(1), drained -> {});
        requestHandover(RECEIVER);
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofMillis(5_939));
        assertThat(lease.isOpen()).isTrue();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(lease.isOpen()).isFalse();
    }

    @Test
    void aFailingDrainIsFollowedByTheHandover() {
        lease.drainBeforeHandover(LIMIT, drained -> {
            throw new IOException("the disk is full");
        });
        requestHandover(RECEIVER);
        assertThat(lease.isOpen()).isFalse();
        assertThat(holder()).isEqualTo(RECEIVER);
    }

    @Test
    void theHookMayReleaseInstead() {
        fixture.holdWork = true;
        lease.drainBeforeHandover(LIMIT, Lease::release);
        requestHandover(RECEIVER);
        fixture.work.get(0).run();
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.RELEASED);
    }

    @Test
    void theNewestReceiverCountsAndTheHookRunsOnce() {
        fixture.holdWork = true;
        lease.drainBeforeHandover(LIMIT, drained -> {});
        requestHandover(RECEIVER);
        requestHandover(RECEIVER + 1);
        assertThat(fixture.work).hasSize(1);
        fixture.work.get(0).run();
        assertThat(holder()).isEqualTo(RECEIVER + 1);
    }

    @Test
    void aLeaseThatIsLostMeanwhileIsNotTransferred() {
        fixture.holdWork = true;
        lease.drainBeforeHandover(LIMIT, drained -> {});
        requestHandover(RECEIVER);
        fixture.cluster.state.endSession(lease.sessionId());
        fixture.pass(Duration.ofSeconds(3));
        fixture.work.get(0).run();
        fixture.pass(LIMIT);
        assertThat(fixture.cluster.state.leases).isEmpty();
        assertThat(fixture.changes).extracting(LeaseChange::cause).containsExactly(LeaseChange.Cause.SESSION_ENDED);
    }

    @Test
    void theLimitHasBounds() {
        for (Duration limit : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(61)}) {
            assertThatThrownBy(() -> lease.drainBeforeHandover(limit, drained -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("limit is " + limit);
        }
    }
}
