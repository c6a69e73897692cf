package io.arbiter.server.service.grpc.interceptor;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import io.arbiter.server.forward.ClusterHeader;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.service.grpc.ClusterTest;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.ArbiterGrpc.ArbiterBlockingStub;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.ReplyBatch;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.WatchRequest;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Callers that mean another cluster are refused, and every answer names the cluster that gave it. */
class ClusterBindingTest extends ClusterTest {
    private static final String OTHER = "7d1f0b6e-0000-0000-0000-000000000000";

    @Test
    void everyAnswerNamesTheCluster() {
        String id = id(leader);
        assertThat(id).hasSize(36);
        var headers = new AtomicReference<Metadata>();
        var trailers = new AtomicReference<Metadata>();
        ClientInterceptor capture = MetadataUtils.newCaptureMetadataInterceptor(headers, trailers);
        follower.calls().withInterceptors(capture).openSession(openSession("c"));
        assertThat(headers.get().get(ClusterHeader.KEY)).isEqualTo(id);
        assertThatThrownBy(() -> leader.calls().withInterceptors(capture).acquire(acquire("orders", 99)))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(trailers.get().get(ClusterHeader.KEY)).as("a refusal").isEqualTo(id);
        Iterator<?> watch = leader.calls()
                .withInterceptors(capture)
                .watch(WatchRequest.newBuilder().setFromRevision(1).build());
        assertThat(watch.hasNext()).isTrue();
        assertThat(headers.get().get(ClusterHeader.KEY)).as("a watch").isEqualTo(id);
        assertThat(follower.calls().status(StatusRequest.getDefaultInstance()).getClusterId())
                .isEqualTo(id);
    }

    @Test
    void aStreamsFirstAnswerNamesTheCluster() throws Exception {
        var headers = new AtomicReference<Metadata>();
        ClientInterceptor capture = MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>());
        var answered = new CompletableFuture<ReplyBatch>();
        StreamObserver<CallBatch> out = stream(follower, capture, answered);
        out.onNext(CallBatch.newBuilder()
                .addCalls(Call.newBuilder().setId(1).setTimeoutMillis(20_000).setOpenSession(openSession("c")))
                .build());
        assertThat(answered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .getReplies(0)
                        .hasOpenSession())
                .isTrue();
        assertThat(headers.get().get(ClusterHeader.KEY)).isEqualTo(id(leader));
        out.onCompleted();
    }

    @Test
    void aCallThatMeansThisClusterIsAnswered() {
        assertThat(bound(follower, id(leader)).openSession(openSession("c")).getSessionId())
                .isEqualTo(1);
    }

    @Test
    void aCallThatMeansAnotherClusterDoesNothing() {
        long session = leader.calls().openSession(openSession("c")).getSessionId();
        AcquireRequest acquire = acquire("orders", session);
        for (TestNode node : new TestNode[] {leader, follower}) {
            for (String other : new String[] {OTHER, "", id(leader).toUpperCase(), "x".repeat(5_000)}) {
                assertMismatch(node, () -> bound(node, other).acquire(acquire), other);
            }
            assertMismatch(node, () -> bound(node, OTHER).status(StatusRequest.getDefaultInstance()), OTHER);
        }
        assertThat(leader.calls().acquire(acquire).getLease().getToken())
                .as("nothing was granted before")
                .isOne();
    }

    private static void assertMismatch(TestNode node, Runnable call, String named) {
        ErrorInfo info = refusal(call, Status.Code.FAILED_PRECONDITION);
        assertThat(info.getReason()).isEqualTo("CLUSTER_MISMATCH");
        assertThat(info.getMetadataMap())
                .containsEntry("actual", id(node))
                .containsEntry("expected", named.substring(0, Math.min(64, named.length())));
    }

    @Test
    void aStreamThatMeansAnotherClusterIsNotRead() {
        var answered = new CompletableFuture<ReplyBatch>();
        StreamObserver<CallBatch> out = stream(follower, header(OTHER), answered);
        out.onNext(CallBatch.newBuilder()
                .addCalls(Call.newBuilder().setId(1).setTimeoutMillis(20_000).setOpenSession(openSession("c")))
                .build());
        assertThatThrownBy(() -> answered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .satisfies(
                        e -> assertThat(Requests.info(e.getCause()).getReason()).isEqualTo("CLUSTER_MISMATCH"));
        assertThat(leader.calls().openSession(openSession("d")).getSessionId())
                .as("c was not opened")
                .isEqualTo(1);
    }

    @Test
    void aWatchOfAnotherClusterHearsThatItsHistoryIsGone() {
        ErrorInfo info = refusal(
                () -> bound(follower, OTHER)
                        .watch(WatchRequest.newBuilder().setFromRevision(1).build())
                        .next(),
                Status.Code.FAILED_PRECONDITION);
        assertThat(info.getReason()).isEqualTo("HISTORY_RESET");
        assertThat(info.getMetadataMap()).containsEntry("expected", OTHER).containsEntry("actual", id(leader));
    }

    @Test
    void nothingIsServedBeforeTheClusterIsFormed() throws Exception {
        try (var unformed = new MemoryCluster();
                var node = new TestNode(unformed, "x")) {
            unformed.hold();
            unformed.electOnly(node.log());
            ListenableFuture<OpenSessionResponse> waiting = node.futures().openSession(openSession("c"));
            assertThat(refusal(() -> bound(node, OTHER).openSession(openSession("d")), Status.Code.UNAVAILABLE)
                            .getReason())
                    .isEqualTo("NO_LEADER");
            assertThat(refusal(
                                    () -> node.calls()
                                            .watch(WatchRequest.getDefaultInstance())
                                            .next(),
                                    Status.Code.UNAVAILABLE)
                            .getReason())
                    .isEqualTo("NO_LEADER");
            assertThat(node.calls().status(StatusRequest.getDefaultInstance()).getClusterId())
                    .isEmpty();
            assertThat(unformed.appended())
                    .as("nothing but the formation is proposed")
                    .isZero();
            assertThat(waiting.isDone()).isFalse();
            unformed.release();
            assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getSessionId())
                    .isEqualTo(1);
        }
    }

    /** The node could forward, but a client that gets no id would go on unbound. */
    @Test
    void aNodeThatHasNotHeardOfTheFormationDoesNotForward() throws Exception {
        try (var late = new MemoryCluster();
                var first = new TestNode(late, "x");
                var node = new TestNode(late, "y")) {
            late.cutOff(node.log(), true);
            late.elect(first.log());
            ListenableFuture<OpenSessionResponse> waiting = node.futures().openSession(openSession("c"));
            assertThat(refusal(() -> bound(node, id(first)).openSession(openSession("d")), Status.Code.UNAVAILABLE)
                            .getReason())
                    .isEqualTo("NO_LEADER");
            assertThat(waiting.isDone()).isFalse();
            late.cutOff(node.log(), false);
            assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getSessionId())
                    .isEqualTo(1);
        }
    }

    /** As when all nodes but this one were wiped, and formed another cluster at the same addresses. */
    @Test
    void nothingIsForwardedIntoAnotherCluster() {
        try (var others = new MemoryCluster();
                var stranger = new TestNode(others, "a")) {
            others.elect(stranger.log());
            cluster.tell(follower.log(), stranger.log());
            assertThat(refusal(() -> follower.calls().openSession(openSession("c")), Status.Code.UNAVAILABLE)
                            .getReason())
                    .as("it is known that nothing was done")
                    .isEqualTo("NO_LEADER");
            assertThat(leader.calls().status(StatusRequest.getDefaultInstance()).getNodesList())
                    .allMatch(NodeStatus::getReachable);
            assertThat(stranger.calls().openSession(openSession("d")).getSessionId())
                    .isEqualTo(1);
        }
    }

    private static String id(TestNode node) {
        return node.replica().clusterId().orElseThrow();
    }

    private static ArbiterBlockingStub bound(TestNode node, String cluster) {
        return node.calls().withInterceptors(header(cluster));
    }

    private static ClientInterceptor header(String cluster) {
        var headers = new Metadata();
        headers.put(ClusterHeader.KEY, cluster);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static ErrorInfo refusal(Runnable call, Status.Code code) {
        var failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(failure.getStatus().getCode()).as(failure.getMessage()).isEqualTo(code);
        return Requests.info(failure);
    }

    private static StreamObserver<CallBatch> stream(
            TestNode node, ClientInterceptor interceptor, CompletableFuture<ReplyBatch> first) {
        return node.streams().withInterceptors(interceptor).calls(new StreamObserver<>() {
            @Override
            public void onNext(ReplyBatch batch) {
                first.complete(batch);
            }

            @Override
            public void onError(Throwable failure) {
                first.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                first.completeExceptionally(new AssertionError("completed without an answer"));
            }
        });
    }
}
