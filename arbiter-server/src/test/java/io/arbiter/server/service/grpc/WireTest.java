package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The behaviour of the stream and the port beside answering well-formed calls. */
class WireTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private TestNode node;

    @BeforeEach
    void start() {
        node = new TestNode(cluster, "a", Limits.DEFAULT, TestNode::smallLimits);
        cluster.elect(node.log());
    }

    @AfterEach
    void stop() {
        node.close();
        cluster.close();
    }

    @Test
    void callsOfOneBatchShareEntriesAndReplies() {
        try (var stream = new StreamClient(node)) {
            stream.call(Call.newBuilder().setOpenSession(openSession("first")));
            int before = cluster.appended();
            List<CompletableFuture<Reply>> replies = stream.sendTogether(10);
            replies.forEach(reply ->
                    assertThat(StreamClient.answer(reply).hasOpenSession()).isTrue());
            assertThat(cluster.appended() - before).isEqualTo(1);
            assertThat(stream.leader())
                    .isEqualTo("127.0.0.1:" + node.port().address().getPort());
        }
    }

    @Test
    void aStreamIsBounded() {
        cluster.hold();
        try (var stream = new StreamClient(node)) {
            List<CompletableFuture<Reply>> replies = stream.sendTogether(18);
            await().until(() ->
                    replies.stream().filter(CompletableFuture::isDone).count() == 3);
            assertThat(replies.subList(15, 18))
                    .allSatisfy(reply -> assertThat(
                                    Requests.info(reply.join().getError()).getReason())
                            .isEqualTo("OVERLOADED"));
            cluster.release();
            assertThat(StreamClient.answer(replies.get(0)).hasOpenSession()).isTrue();
        }
    }

    @Test
    void aNodeIsBounded() {
        cluster.hold();
        try (var one = new StreamClient(node);
                var two = new StreamClient(node);
                var three = new StreamClient(node)) {
            one.sendTogether(15);
            two.sendTogether(15);
            await().until(() -> node.metric("arbiter_calls_in_flight") == 30);
            Reply refused = three.call(Call.newBuilder().setOpenSession(openSession("x")));
            assertThat(Requests.info(refused.getError()).getReason()).isEqualTo("OVERLOADED");
        }
    }

    /** A caller that asks again as soon as it hears, at a node that is full but for it, is not refused. */
    @Test
    void aPlaceIsFreeBeforeTheReplyIsHeard() {
        var own = new AtomicReference<TestNode>();
        var heard = new CompletableFuture<Double>();
        try (var listened = new TestNode(
                cluster,
                "listened",
                Limits.DEFAULT,
                options -> options.withCallListener(
                        (caller, call) -> reply -> heard.complete(own.get().metric("arbiter_calls_in_flight"))))) {
            own.set(listened);
            cluster.elect(listened.log());
            listened.calls().openSession(openSession("x"));
            assertThat(StreamClient.answer(heard)).isZero();
        }
    }

    @Test
    void anIdUnderWayIsNotTakenTwice() {
        cluster.hold();
        try (var stream = new StreamClient(node)) {
            Call call = stream.fill(Call.newBuilder().setOpenSession(openSession("x")));
            CompletableFuture<Reply> reply = stream.expect(call.getId());
            stream.send(CallBatch.newBuilder().addCalls(call).addCalls(call).build());
            assertThat(Requests.info(StreamClient.answer(reply).getError()).getMetadataOrThrow("field"))
                    .isEqualTo("id");
            assertThat(node.metric("arbiter_calls_in_flight")).isEqualTo(1);
            stream.send(CallBatch.newBuilder()
                    .addCalls(Call.newBuilder().setId(99).setCancel(call.getId()))
                    .build());
            await().until(() -> node.metric("arbiter_calls_in_flight") == 0);
        }
    }

    @Test
    void aCancelledCallIsWithdrawn() {
        cluster.hold();
        try (var stream = new StreamClient(node)) {
            stream.send(Call.newBuilder().setOpenSession(openSession("proposed")));
            Call queued = stream.fill(Call.newBuilder().setOpenSession(openSession("queued")));
            CompletableFuture<Reply> reply = stream.expect(queued.getId());
            stream.send(CallBatch.newBuilder().addCalls(queued).build());
            stream.send(CallBatch.newBuilder()
                    .addCalls(Call.newBuilder().setId(99).setCancel(queued.getId()))
                    .build());
            assertThat(Requests.info(StreamClient.answer(reply).getError()).getReason())
                    .isEqualTo("CANCELLED");
            cluster.release();
        }
        assertThat(node.calls().openSession(openSession("next")).getSessionId()).isEqualTo(2);
    }

    @Test
    void aHalfClosedStreamGetsItsRepliesAndEnds() {
        try (var stream = new StreamClient(node)) {
            List<CompletableFuture<Reply>> replies = stream.sendTogether(5);
            stream.halfClose();
            StreamClient.answer(stream.ended());
            assertThat(replies).allMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void aMessageBeyondTheLimitIsRefused() {
        var request = PutRecordRequest.newBuilder().setResource("r").setValue(ByteString.copyFrom(new byte[2 << 20]));
        var refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> node.calls().putRecord(request.build()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(Requests.info(refused).getReason()).isEqualTo("MESSAGE_TOO_LARGE");
        assertThat(Requests.info(refused).getMetadataMap()).containsEntry("limit", "1048576");
        assertThat(cluster.appended()).isZero();
    }

    @Test
    void healthFollowsTheLeader() {
        assertThat(health("")).isEqualTo(ServingStatus.SERVING);
        assertThat(health("arbiter.v1.Arbiter")).isEqualTo(ServingStatus.SERVING);
        cluster.elect(null);
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(node.channel())
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    @Test
    void statusTellsOfEveryNode() {
        try (var other = new TestNode(cluster, "b")) {
            cluster.elect(node.log());
            node.calls().openSession(openSession("c"));
            var status = other.calls().status(StatusRequest.getDefaultInstance());
            assertThat(status.getAnsweredBy()).isEqualTo("b");
            assertThat(status.getLeader()).isEqualTo("a");
            assertThat(status.getNodesList())
                    .extracting(n -> n.getNode() + " " + n.getRole() + " " + n.getLag())
                    .containsExactly("a NODE_ROLE_LEADER 0", "b NODE_ROLE_FOLLOWER 0");
            other.port().close();
            var alone = node.calls().status(StatusRequest.getDefaultInstance());
            assertThat(alone.getSessions()).isEqualTo(1);
            assertThat(alone.getNodes(1).getReachable()).isFalse();
            assertThat(alone.getNodes(1).getProblem()).contains("cannot be reached");
        }
    }

    /** Its private half would be readable on the wire, so the refusal says what to do. */
    @Test
    void aPlaintextClusterMakesNoSigningKey() {
        var rotation = AuthChange.newBuilder().setRotateKey(AuthChange.RotateKey.getDefaultInstance());
        var request = ChangeAuthRequest.newBuilder().setChange(rotation).build();
        var refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> node.calls().changeAuth(request));
        assertThat(Requests.reason(refused)).isEqualTo(Reason.PERMISSION_DENIED.name());
        assertThat(refused)
                .hasMessageContaining("a signing key pass between the nodes in the clear")
                .hasMessageContaining("give the nodes and this client certificates, see docs/certificates.md");
        assertThat(cluster.appended()).isZero();
    }

    @Test
    void metricsCountFailuresByReason() {
        var refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> node.calls().release(Requests.release("orders", 5, 5)));
        assertThat(Requests.reason(refused)).isEqualTo(Reason.NOT_HELD.name());
        assertThat(node.metric("arbiter_calls_failed_total{reason=\"NOT_HELD\"}"))
                .isEqualTo(1);
    }

    @Test
    void theLeastRemainingTimeIsComputedWhenAsked() {
        String gauge = "arbiter_lease_least_remaining_seconds";
        assertThat(node.metric(gauge)).isNaN();
        long session = node.calls().openSession(openSession("c")).getSessionId();
        node.calls().acquire(Requests.acquire("orders", session));
        double first = node.metric(gauge);
        assertThat(first).isBetween(1.0, 60.6);
        await().until(() -> node.metric(gauge) < first);
    }

    @Test
    void aStoppingNodeEndsItsStreams() {
        try (var stream = new StreamClient(node)) {
            stream.call(Call.newBuilder().setOpenSession(openSession("c")));
            node.port().stopServing();
            assertThat(stream.ended()).succeedsWithin(PATIENCE);
        }
    }
}
