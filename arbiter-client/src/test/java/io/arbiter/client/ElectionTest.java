package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task runs while its process is elected, and is stopped before it is not. TTL 6 s, request timeout 3 s. */
class ElectionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final ClientFixture fixture = new ClientFixture();
    private final List<Lease> terms = new ArrayList<>();
    private final AtomicReference<LeaseState> stateAtInterrupt = new AtomicReference<>();
    private final AtomicReference<Long> holderAtInterrupt = new AtomicReference<>();

    ElectionTest() {
        fixture.holdWork = true;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Thread begin() {
        Thread worker = new Thread(fixture.work.remove(0));
        worker.start();
        await().until(() -> worker.getState() == Thread.State.WAITING);
        return worker;
    }

    private long holder() {
        return fixture.cluster.state.leases.get("orders").getSessionId();
    }

    /** Until it is interrupted. */
    private void work(Lease lease) throws InterruptedException {
        terms.add(lease);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            stateAtInterrupt.set(lease.state());
            holderAtInterrupt.set(holder());
            throw e;
        }
    }

    @Test
    void runsTheTaskWithAnOpenGateAndReleasesAfterIt() {
        List<Boolean> elected = new ArrayList<>();
        AtomicReference<Election> election = new AtomicReference<>();
        election.set(fixture.client.elect("orders", lease -> {
            terms.add(lease);
            elected.add(lease.isOpen() && election.get().isElected());
        }));
        fixture.work.remove(0).run();
        assertThat(elected).containsExactly(true);
        assertThat(election.get().isElected()).isFalse();
        assertThat(fixture.cluster.state.leases).isEmpty();
    }

    /** A task that ends at once must not keep the cluster busy. */
    @Test
    void standsAgainAfterAThirdOfTheTtl() {
        fixture.client.elect("orders", terms::add);
        fixture.work.remove(0).run();
        fixture.pass(Duration.ofMillis(1_999));
        assertThat(fixture.work).isEmpty();
        fixture.pass(Duration.ofMillis(1));
        fixture.work.remove(0).run();
        assertThat(terms).hasSize(2);
        assertThat(terms.get(1).token()).isGreaterThan(terms.get(0).token());
    }

    @Test
    void aTaskThatFailsResignsAndStandsAgain() {
        fixture.client.elect("orders", lease -> {
            throw new IllegalStateException("the task's own");
        });
        fixture.work.remove(0).run();
        assertThat(fixture.cluster.state.leases).isEmpty();
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.work).hasSize(1);
    }

    @Test
    void isInterruptedBeforeItsGateCloses() throws InterruptedException {
        fixture.client.elect("orders", this::work);
        Thread worker = begin();
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofMillis(3_970));
        worker.join();
        assertThat(stateAtInterrupt).hasValue(LeaseState.AT_RISK);
    }

    /** The task was asked to stop: the lease is given to the next waiter, and the process stands again at once. */
    @Test
    void standsAgainWhenContactIsRegained() throws InterruptedException {
        fixture.client.elect("orders", this::work);
        Thread worker = begin();
        fixture.allNodes(node -> node.blackHole = true);
        fixture.pass(Duration.ofMillis(3_970));
        worker.join();
        fixture.allNodes(node -> node.blackHole = false);
        fixture.pass(Duration.ofSeconds(10));
        worker = begin();
        assertThat(terms.get(1).isOpen()).isTrue();
        assertThat(terms.get(1).token()).isGreaterThan(terms.get(0).token());
        worker.interrupt();
        worker.join();
    }

    @Test
    void aHandoverWaitsForTheTask() throws InterruptedException {
        fixture.client.elect("orders", this::work);
        Thread worker = begin();
        fixture.cluster.state.requestHandover("orders", 77);
        fixture.pass(Duration.ofSeconds(2));
        worker.join();
        assertThat(stateAtInterrupt).hasValue(LeaseState.HELD);
        assertThat(holderAtInterrupt).hasValue(terms.get(0).sessionId());
        assertThat(holder()).isEqualTo(77);
        assertThat(fixture.cluster.node(1).waiting).as("stands again").hasSize(1);
    }

    @Test
    void closingEndsTheTaskThenReleases() throws InterruptedException {
        Election election = fixture.client.elect("orders", this::work);
        Thread worker = begin();
        Thread closer = new Thread(election::close);
        closer.start();
        worker.join();
        closer.join();
        assertThat(stateAtInterrupt).hasValue(LeaseState.HELD);
        assertThat(holderAtInterrupt).hasValue(terms.get(0).sessionId());
        assertThat(fixture.cluster.state.leases).isEmpty();
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.work).isEmpty();
    }

    /** The lease is not released under a task that does not listen; only the waiting is bounded. */
    @Test
    void closingDoesNotReleaseUnderARunningTask() throws InterruptedException {
        Election election = fixture.client.elect("orders", lease -> {});
        Runnable task = fixture.work.remove(0);
        Thread closer = new Thread(election::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.WAITING);
        fixture.pass(Duration.ofSeconds(3));
        closer.join();
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("orders");
        task.run();
        assertThat(fixture.cluster.state.leases).isEmpty();
    }

    @Test
    void theTaskMayCloseItsElection() {
        AtomicReference<Election> election = new AtomicReference<>();
        election.set(fixture.client.elect("orders", lease -> election.get().close()));
        fixture.work.remove(0).run();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(fixture.cluster.state.leases).isEmpty();
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.work).isEmpty();
    }

    @Test
    void closingWhileItWaitsLeavesTheQueue() {
        fixture.cluster.state.grant("orders", 55);
        Election election = fixture.client.elect("orders", this::work);
        assertThat(fixture.cluster.node(1).waiting).hasSize(1);
        assertThat(election.isElected()).isFalse();
        election.close();
        assertThat(fixture.cluster.node(1).waiting).isEmpty();
    }

    @Test
    void resigningStandsAgainAtOnce() throws InterruptedException {
        Election election = fixture.client.elect("orders", this::work);
        Thread worker = begin();
        election.resign();
        worker.join();
        worker = begin();
        assertThat(terms).hasSize(2);
        worker.interrupt();
        worker.join();
    }

    @Test
    void closingTheClientEndsIt() throws InterruptedException {
        Election election = fixture.client.elect("orders", this::work);
        Thread worker = begin();
        fixture.client.close();
        worker.join();
        assertThat(election.isElected()).isFalse();
        election.close();
        fixture.pass(SECOND);
        assertThat(fixture.work).isEmpty();
    }
}
