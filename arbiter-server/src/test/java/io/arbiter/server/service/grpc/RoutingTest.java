package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.arbiter.server.service.grpc.interceptor.LeaderHintInterceptor;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.Reply;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RoutingTest extends ClusterTest {
    @Test
    void anAnswerSaysWhoGaveItAndWhoLeads() {
        var headers = new AtomicReference<Metadata>();
        var trailers = new AtomicReference<Metadata>();
        ClientInterceptor capture = MetadataUtils.newCaptureMetadataInterceptor(headers, trailers);
        follower.calls().withInterceptors(capture).openSession(openSession("c"));
        assertThat(headers.get().get(LeaderHintInterceptor.NODE)).isEqualTo("b");
        assertThat(headers.get().get(LeaderHintInterceptor.LEADER))
                .isEqualTo("127.0.0.1:" + leader.port().address().getPort());
        assertThat(trailers.get().get(LeaderHintInterceptor.NODE)).isEqualTo("b");
    }

    @Test
    void aForwardedCallIsNotForwardedAgain() {
        try (var stream = new StreamClient(follower)) {
            Reply reply = stream.call(Call.newBuilder().setForwarded(true).setOpenSession(openSession("c")));
            assertThat(Requests.info(reply.getError()).getReason()).isEqualTo("NOT_LEADER");
        }
    }

    @Test
    void aCallWaitsForALeader() throws Exception {
        cluster.elect(null);
        ListenableFuture<OpenSessionResponse> opened = follower.futures().openSession(openSession("c"));
        await().atMost(PATIENCE).until(() -> follower.metric("arbiter_calls_in_flight") == 1);
        assertThat(opened).isNotDone();
        cluster.elect(leader.log());
        assertThat(answer(opened).getSessionId()).isEqualTo(1);
    }

    @Test
    void aCallThatReachesAFormerLeaderWaitsForTheNext() throws Exception {
        cluster.elect(null);
        cluster.tell(follower.log(), leader.log());
        ListenableFuture<OpenSessionResponse> opened = follower.futures().openSession(openSession("c"));
        await().atMost(PATIENCE).until(() -> follower.metric("arbiter_calls_forwarded_total") >= 2 || opened.isDone());
        assertThat(opened).isNotDone();
        cluster.elect(leader.log());
        assertThat(answer(opened).getSessionId()).isEqualTo(1);
    }

    @Test
    void aCallWithoutALeaderFailsInTheEnd() {
        cluster.elect(null);
        var failed = catchThrowableOfType(
                StatusRuntimeException.class, () -> leader.calls().openSession(openSession("c")));
        assertThat(Requests.reason(failed)).isEqualTo("NO_LEADER");
    }

    @Test
    void aLostAnswerLeavesTheOutcomeUnknownAndARepeatFindsIt() {
        cluster.loseAnswers(true);
        var lost = catchThrowableOfType(
                StatusRuntimeException.class, () -> follower.calls().openSession(openSession("c")));
        assertThat(Requests.reason(lost)).isEqualTo("OUTCOME_UNKNOWN");
        cluster.loseAnswers(false);
        assertThat(follower.calls().openSession(openSession("c")).getSessionId())
                .isEqualTo(1);
        assertThat(follower.calls().openSession(openSession("d")).getSessionId())
                .isEqualTo(2);
    }

    @Test
    void aBrokenConnectionLeavesAForwardedMutationUnknown() throws Exception {
        cluster.hold();
        ListenableFuture<OpenSessionResponse> opened = follower.futures().openSession(openSession("c"));
        await().atMost(PATIENCE).until(() -> cluster.appended() == 1);
        leader.port().close();
        assertThat(reason(opened)).isIn("OUTCOME_UNKNOWN");
    }

    @Test
    void anUnreachableLeaderMeansNotDone() {
        leader.port().close();
        var failed = catchThrowableOfType(
                StatusRuntimeException.class, () -> follower.calls().openSession(openSession("c")));
        assertThat(Requests.reason(failed)).isEqualTo("NO_LEADER");
        assertThat(cluster.appended()).isZero();
    }

    @Test
    void anotherLeaderTakesOver() {
        long session = open("c");
        cluster.elect(follower.log());
        assertThat(leader.calls().acquire(acquire("orders", session)).getLease().getToken())
                .isEqualTo(1);
        assertThat(follower.calls()
                        .acquire(acquire("orders", session))
                        .getLease()
                        .getToken())
                .isEqualTo(1);
    }

    @Test
    void whatIsUnderWayToADeposedLeaderFailsAtOnce() throws Exception {
        cluster.hold();
        ListenableFuture<OpenSessionResponse> opened = follower.futures().openSession(openSession("c"));
        await().atMost(PATIENCE).until(() -> cluster.appended() == 1);
        cluster.elect(follower.log());
        assertThat(reason(opened)).isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void aDeadlineBeforeTheProposalMeansNotDone() {
        cluster.elect(null);
        try (var stream = new StreamClient(leader)) {
            Reply reply = stream.call(Call.newBuilder().setTimeoutMillis(200).setOpenSession(openSession("c")));
            assertThat(Requests.info(reply.getError()).getReason()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(Requests.info(reply.getError()).getMetadataOrThrow("proposed"))
                    .isEqualTo("false");
        }
        assertThat(cluster.appended()).isZero();
    }

    @Test
    void aDeadlineAfterTheProposalMeansUnknown() {
        cluster.hold();
        try (var stream = new StreamClient(leader)) {
            Reply reply = stream.call(Call.newBuilder().setTimeoutMillis(200).setOpenSession(openSession("c")));
            assertThat(Requests.info(reply.getError()).getMetadataOrThrow("proposed"))
                    .isEqualTo("true");
        }
    }

    @Test
    void readsOnAFollowerAreLinearizable() {
        long session = open("c");
        cluster.cutOff(follower.log(), true);
        leader.calls().acquire(acquire("orders", session));
        var lease = follower.calls()
                .getLease(GetLeaseRequest.newBuilder().setResource("orders").build());
        assertThat(lease.getLease().getToken()).isEqualTo(1);
        assertThat(lease.getRemainingMillis()).isBetween(1L, 60_600L);
        var stale = follower.calls()
                .getLease(GetLeaseRequest.newBuilder()
                        .setResource("orders")
                        .setConsistency(Consistency.CONSISTENCY_STALE)
                        .build());
        assertThat(stale.hasLease()).isFalse();
        assertThat(stale.hasRemainingMillis()).isFalse();
        assertThat(stale.getRevision()).isLessThan(lease.getRevision());
    }

    @Test
    void aRecordReadOnAFollowerWaitsUntilItHasCaughtUp() throws Exception {
        long session = open("c");
        leader.calls().acquire(acquire("orders", session));
        cluster.cutOff(follower.log(), true);
        put(leader, session);
        var read = follower.futures()
                .getRecord(GetRecordRequest.newBuilder().setResource("orders").build());
        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> !read.isDone());
        cluster.cutOff(follower.log(), false);
        assertThat(answer(read).getRecord().getVersion()).isEqualTo(1);
    }

    private static void put(TestNode node, long session) {
        node.calls()
                .putRecord(PutRecordRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(session)
                        .setToken(1)
                        .setSequence(1)
                        .setValue(ByteString.copyFromUtf8("here"))
                        .build());
    }
}
