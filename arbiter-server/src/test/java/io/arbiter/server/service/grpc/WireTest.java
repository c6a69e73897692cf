package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.server.watch.WatchLimits;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            List<CompletableFuture<Reply>> replies = sendTogether(stream, 10);
            replies.forEach(reply -> assertThat(answer(reply).hasOpenSession()).isTrue());
            assertThat(cluster.appended() - before).isEqualTo(1);
            assertThat(stream.leader())
                    .isEqualTo("127.0.0.1:" + node.port().address().getPort());
        }
    }

    @Test
    void aStreamIsBounded() {
        cluster.hold();
        try (var stream = new StreamClient(node)) {
            List<CompletableFuture<Reply>> replies = sendTogether(stream, 18);
            await().until(() ->
                    replies.stream().filter(CompletableFuture::isDone).count() == 3);
            assertThat(replies.subList(15, 18))
                    .allSatisfy(reply -> assertThat(
                                    Requests.info(reply.join().getError()).getReason())
                            .isEqualTo("OVERLOADED"));
            cluster.release();
            assertThat(answer(replies.get(0)).hasOpenSession()).isTrue();
        }
    }

    @Test
    void aNodeIsBounded() {
        cluster.hold();
        try (var one = new StreamClient(node);
                var two = new StreamClient(node);
                var three = new StreamClient(node)) {
            sendTogether(one, 15);
            sendTogether(two, 15);
            await().until(() -> node.metric("arbiter_calls_in_flight") == 30);
            Reply refused = three.call(Call.newBuilder().setOpenSession(openSession("x")));
            assertThat(Requests.info(refused.getError()).getReason()).isEqualTo("OVERLOADED");
        }
    }

    /** S7: a caller whose calls fill a node keeps no holder from renewing. */
    @Test
    void aRenewalThatIsDueGoesThroughAFullNode() {
        var skew = new AtomicLong();
        try (var own = new MemoryCluster();
                var full = new TestNode(
                        own,
                        "a",
                        Limits.DEFAULT,
                        options -> TestNode.smallLimits(options)
                                .withClocks(() -> System.nanoTime() + skew.get(), System::currentTimeMillis));
                var one = new StreamClient(full);
                var two = new StreamClient(full);
                var three = new StreamClient(full)) {
            own.elect(full.log());
            long session = full.calls().openSession(openSession("holder")).getSessionId();
            own.hold();
            sendTogether(one, 15);
            sendTogether(two, 15);
            await().until(() -> full.metric("arbiter_calls_in_flight") == 30);
            Reply early = three.call(renewal(session));
            assertThat(Requests.info(early.getError()).getReason()).isEqualTo("OVERLOADED");

            skew.addAndGet(TimeUnit.SECONDS.toNanos(10)); // more than an eighth of its TTL
            Call due = three.fill(renewal(session));
            CompletableFuture<Reply> reply = three.expect(due.getId());
            three.send(CallBatch.newBuilder().addCalls(due).build());
            await().until(() -> full.metric("arbiter_calls_in_flight") == 31);
            own.release();
            assertThat(answer(reply).getRenewSession().getSessionId()).isEqualTo(session);
        }
    }

    /** S7: of whichever calls the stream is full, a client's own or those that a peer forwards. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRenewalThatIsDueGoesThroughAFullStream(boolean forwarded) {
        var skew = new AtomicLong();
        try (var own = new MemoryCluster();
                var full = new TestNode(
                        own,
                        "a",
                        Limits.DEFAULT,
                        options -> TestNode.smallLimits(options)
                                .withClocks(() -> System.nanoTime() + skew.get(), System::currentTimeMillis));
                var stream = new StreamClient(full)) {
            own.elect(full.log());
            long session = full.calls().openSession(openSession("holder")).getSessionId();
            own.hold();
            int most = forwarded ? 30 : 15;
            for (int i = 0; i < most; i++) {
                stream.send(Call.newBuilder().setForwarded(forwarded).setOpenSession(openSession("c" + i)));
            }
            await().until(() -> full.metric("arbiter_calls_in_flight") == most);
            Reply early = stream.call(renewal(session).setForwarded(forwarded));
            assertThat(Requests.info(early.getError()).getReason()).isEqualTo("OVERLOADED");

            skew.addAndGet(TimeUnit.SECONDS.toNanos(10)); // more than an eighth of its TTL
            CompletableFuture<Reply> reply = stream.send(renewal(session).setForwarded(forwarded));
            await().until(() -> full.metric("arbiter_calls_in_flight") == most + 1);
            own.release();
            assertThat(answer(reply).getRenewSession().getSessionId()).isEqualTo(session);
        }
    }

    /** S7: not even the queue of commands that wait to be proposed. */
    @Test
    void aRenewalThatIsDueGoesThroughAFullQueue() {
        var skew = new AtomicLong();
        try (var own = new MemoryCluster();
                var full = new TestNode(
                        own,
                        "a",
                        Limits.DEFAULT,
                        options -> options.withClocks(() -> System.nanoTime() + skew.get(), System::currentTimeMillis)
                                .withLimits(
                                        new BatchLimits(1, 10, 1 << 20, 3, 2 << 20, 1 << 19),
                                        ServiceLimits.DEFAULT,
                                        WatchLimits.DEFAULT));
                var stream = new StreamClient(full)) {
            own.elect(full.log());
            long session = full.calls().openSession(openSession("holder")).getSessionId();
            own.hold();
            stream.send(Call.newBuilder().setOpenSession(openSession("proposed")));
            sendTogether(stream, 3);
            await().until(() -> full.metric("arbiter_batch_queued") == 3);
            Reply early = stream.call(renewal(session));
            assertThat(early.getError().getMessage()).contains("commands wait to be proposed");

            skew.addAndGet(TimeUnit.SECONDS.toNanos(10)); // more than an eighth of its TTL
            CompletableFuture<Reply> reply = stream.send(renewal(session));
            await().until(() -> full.metric("arbiter_batch_queued") == 4);
            own.release();
            assertThat(answer(reply).getRenewSession().getSessionId()).isEqualTo(session);
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
                        (caller, call, reply) -> heard.complete(own.get().metric("arbiter_calls_in_flight"))))) {
            own.set(listened);
            cluster.elect(listened.log());
            listened.calls().openSession(openSession("x"));
            assertThat(answer(heard)).isZero();
        }
    }

    private static Call.Builder renewal(long session) {
        return Call.newBuilder()
                .setRenewSession(RenewSessionRequest.newBuilder().setSessionId(session));
    }

    @Test
    void anIdUnderWayIsNotTakenTwice() {
        cluster.hold();
        try (var stream = new StreamClient(node)) {
            Call call = stream.fill(Call.newBuilder().setOpenSession(openSession("x")));
            CompletableFuture<Reply> reply = stream.expect(call.getId());
            stream.send(CallBatch.newBuilder().addCalls(call).addCalls(call).build());
            assertThat(Requests.info(answer(reply).getError()).getMetadataOrThrow("field"))
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
            assertThat(Requests.info(answer(reply).getError()).getReason()).isEqualTo("CANCELLED");
            cluster.release();
        }
        assertThat(node.calls().openSession(openSession("next")).getSessionId()).isEqualTo(2);
    }

    @Test
    void aHalfClosedStreamGetsItsRepliesAndEnds() {
        try (var stream = new StreamClient(node)) {
            List<CompletableFuture<Reply>> replies = sendTogether(stream, 5);
            stream.halfClose();
            answer(stream.ended());
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

    private static <T> T answer(CompletableFuture<T> reply) {
        return reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static List<CompletableFuture<Reply>> sendTogether(StreamClient stream, int count) {
        var batch = CallBatch.newBuilder();
        var replies = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < count; i++) {
            Call call = stream.fill(Call.newBuilder().setOpenSession(openSession("c" + i)));
            replies.add(stream.expect(call.getId()));
            batch.addCalls(call);
        }
        stream.send(batch.build());
        return replies;
    }
}
