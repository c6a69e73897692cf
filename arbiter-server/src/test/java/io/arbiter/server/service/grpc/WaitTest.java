package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelWaitRequest;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.Reply;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitTest extends ClusterTest {
    private long holder;
    private long waiter;

    @BeforeEach
    void hold() {
        holder = open("holder");
        waiter = open("waiter");
        leader.calls().acquire(acquire("orders", holder));
    }

    @Test
    void aWaitIsAnsweredByTheGrant() throws Exception {
        waitIsAnswered(leader);
    }

    @Test
    void aForwardedWaitIsAnsweredByTheGrant() throws Exception {
        waitIsAnswered(follower);
    }

    private void waitIsAnswered(TestNode node) throws Exception {
        ListenableFuture<AcquireResponse> granted = node.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        assertThat(granted).isNotDone();
        leader.calls().release(release("orders", holder, 1));
        assertThat(answer(granted).getLease().getToken()).isEqualTo(2);
    }

    @Test
    void aDeadlineLeavesTheQueue() {
        deadlineLeavesTheQueue(leader);
    }

    @Test
    void aDeadlineLeavesTheQueueThroughAFollower() {
        deadlineLeavesTheQueue(follower);
    }

    private void deadlineLeavesTheQueue(TestNode node) {
        var late = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> node.calls(Duration.ofMillis(400)).acquire(await("orders", waiter)));
        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        awaitWaiters("orders", 0);
    }

    @Test
    void aCancelledCallLeavesTheQueue() {
        cancelLeavesTheQueue(leader);
    }

    @Test
    void aCancelledCallLeavesTheQueueThroughAFollower() {
        cancelLeavesTheQueue(follower);
    }

    private void cancelLeavesTheQueue(TestNode node) {
        ListenableFuture<AcquireResponse> granted = node.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        granted.cancel(true);
        awaitWaiters("orders", 0);
    }

    @Test
    void aCallCancelledBeforeItsOutcomeLeavesTheQueue() {
        cluster.hold();
        ListenableFuture<AcquireResponse> granted = leader.futures().acquire(await("orders", waiter));
        int before = cluster.appended();
        Awaitility.await().atMost(PATIENCE).until(() -> cluster.appended() >= before);
        Awaitility.await().atMost(PATIENCE).until(() -> underWay() == 1);
        granted.cancel(true);
        Awaitility.await().atMost(PATIENCE).until(() -> underWay() == 0);
        cluster.release();
        awaitWaiters("orders", 0);
    }

    private int underWay() {
        return (int) leader.metric("arbiter_calls_in_flight");
    }

    @Test
    void anotherCallCancelsTheWait() throws Exception {
        ListenableFuture<AcquireResponse> granted = leader.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        var cancelled = follower.calls()
                .cancelWait(CancelWaitRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(waiter)
                        .build());
        assertThat(cancelled.getCancelled()).isTrue();
        assertThat(reason(granted)).isEqualTo("WAIT_CANCELLED");
    }

    @Test
    void aNewerAttemptTakesThePlaceOfTheOlder() throws Exception {
        ListenableFuture<AcquireResponse> older = leader.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        ListenableFuture<AcquireResponse> newer = follower.futures().acquire(await("orders", waiter));
        assertThat(reason(older)).isEqualTo("WAIT_CANCELLED");
        leader.calls().release(release("orders", holder, 1));
        assertThat(answer(newer).getLease().getSessionId()).isEqualTo(waiter);
    }

    @Test
    void theEndOfTheSessionEndsItsWaits() throws Exception {
        ListenableFuture<AcquireResponse> granted = leader.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        leader.calls()
                .closeSession(
                        CloseSessionRequest.newBuilder().setSessionId(waiter).build());
        assertThat(reason(granted)).isEqualTo("SESSION_ENDED");
    }

    @Test
    void aWaitSurvivesAChangeOfLeaderWithinItsPatience() throws Exception {
        ListenableFuture<AcquireResponse> granted = leader.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        cluster.elect(follower.log());
        leader.calls().release(release("orders", holder, 1));
        assertThat(answer(granted).getLease().getSessionId()).isEqualTo(waiter);
    }

    @Test
    void nothingIsLeftWaitingAfterwards() throws Exception {
        waitIsAnswered(leader);
        assertThat(leader.metric("arbiter_calls_waiting")).isEqualTo(0);
    }

    /** The session stands in the queue still, and the next leader may grant it the lease. */
    @Test
    void aWaitThatLosesItsLeaderIsInDoubt() throws Exception {
        ListenableFuture<AcquireResponse> granted = leader.futures().acquire(await("orders", waiter));
        awaitWaiters("orders", 1);
        cluster.elect(null);
        assertThat(reason(granted)).isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void soItIsWhenItsTimeRunsOutMeanwhile() {
        try (var stream = new StreamClient(leader)) {
            CompletableFuture<Reply> granted = stream.send(
                    Call.newBuilder().setAcquire(await("orders", waiter)).setTimeoutMillis(2_000));
            awaitWaiters("orders", 1);
            cluster.elect(null);
            var late = Requests.info(granted.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .getError());
            assertThat(late.getReason()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(late.getMetadataMap()).containsEntry("proposed", "true");
        }
    }
}
