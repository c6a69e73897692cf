package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakSessionRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelWaitRequest;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.TransferRequest;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S9: bad input gets a typed error that names the mistake, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private TestNode node;
    private StateSnapshot before;
    private int appendedBefore;

    @BeforeAll
    void start() {
        node = new TestNode(cluster, "a");
        cluster.elect(node.log());
        long session = node.calls().openSession(openSession("c")).getSessionId();
        node.calls().acquire(Requests.acquire("orders", session));
        before = node.replica().image();
        appendedBefore = cluster.appended();
    }

    @AfterAll
    void stop() {
        node.close();
        cluster.close();
    }

    static Stream<Arguments> table() {
        return Stream.of(sessions(), leases(), records(), reads(), calls()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> sessions() {
        return Stream.of(
                open("client_id", request -> request.clearClientId()),
                open("client_id", request -> request.setClientId("x".repeat(129))),
                open("client_id", request -> request.setClientId("a\nb")),
                open("incarnation", request -> request.clearIncarnation()),
                open("incarnation", request -> request.setIncarnation("x".repeat(65))),
                open("holder", request -> request.clearHolder()),
                open("holder", request -> request.setHolder("\u00e9".repeat(129))),
                open("region", request -> request.clearRegion()),
                open("region", request -> request.setRegion("us\u0007east")),
                open("ttl_millis", request -> request.setTtlMillis(999)),
                open("ttl_millis", request -> request.setTtlMillis(3_600_001)),
                open("ttl_millis", request -> request.setTtlMillis(-1)),
                open("drift_bound_ppm", request -> request.setDriftBoundPpm(100_001)),
                open("drift_bound_ppm", request -> request.setDriftBoundPpm(-5)),
                open("lock_delay_millis", request -> request.setLockDelayMillis(-1)),
                open("generation", request -> request.setGeneration(-1)),
                open("resource", request -> request.addAcquires(FirstAcquire.getDefaultInstance())),
                open(
                        "acquires",
                        request -> request.addAcquires(FirstAcquire.newBuilder().setResource("r"))
                                .addAcquires(FirstAcquire.newBuilder().setResource("r"))),
                open("acquires", MalformedRequestTest::addTooMany),
                row("session_id", call -> call.setRenewSession(RenewSessionRequest.getDefaultInstance())),
                row(
                        "session_id",
                        call -> call.setCloseSession(
                                CloseSessionRequest.newBuilder().setSessionId(-3))),
                row(
                        "actor",
                        call -> call.setBreakSession(
                                BreakSessionRequest.newBuilder().setSessionId(1).setComment("drill"))),
                row(
                        "comment",
                        call -> call.setBreakSession(
                                BreakSessionRequest.newBuilder().setSessionId(1).setActor("ops"))));
    }

    private static void addTooMany(OpenSessionRequest.Builder request) {
        for (int i = 0; i <= 1_000; i++) {
            request.addAcquires(FirstAcquire.newBuilder().setResource("r" + i));
        }
    }

    private static Stream<Arguments> leases() {
        return Stream.of(
                row(
                        "resource",
                        call -> call.setAcquire(AcquireRequest.newBuilder().setSessionId(1))),
                row(
                        "resource",
                        call -> call.setAcquire(
                                AcquireRequest.newBuilder().setSessionId(1).setResource("x".repeat(513)))),
                row(
                        "resource",
                        call -> call.setAcquire(
                                AcquireRequest.newBuilder().setSessionId(1).setResource("\u2603".repeat(171)))),
                row(
                        "session_id",
                        call -> call.setAcquire(AcquireRequest.newBuilder().setResource("orders"))),
                row(
                        "session_id",
                        call -> call.setCancelWait(
                                CancelWaitRequest.newBuilder().setResource("orders"))),
                row(
                        "token",
                        call -> call.setRelease(ReleaseRequest.newBuilder()
                                .setResource("orders")
                                .setSessionId(1))),
                row(
                        "token",
                        call -> call.setRelease(ReleaseRequest.newBuilder()
                                .setResource("orders")
                                .setSessionId(1)
                                .setToken(-1))),
                row(
                        "to_session_id",
                        call -> call.setTransfer(TransferRequest.newBuilder()
                                .setResource("orders")
                                .setSessionId(1)
                                .setToken(1))),
                row(
                        "expected_token",
                        call -> call.setRequestHandover(RequestHandoverRequest.newBuilder()
                                .setResource("orders")
                                .setToSessionId(2)
                                .setActor("o"))),
                row(
                        "actor",
                        call -> call.setRequestHandover(RequestHandoverRequest.newBuilder()
                                .setResource("orders")
                                .setExpectedToken(1)
                                .setToSessionId(2))),
                row(
                        "actor",
                        call -> call.setBreakLease(BreakLeaseRequest.newBuilder()
                                .setResource("orders")
                                .setExpectedToken(1)
                                .setComment("drill"))),
                row(
                        "expected_token",
                        call -> call.setBreakLease(BreakLeaseRequest.newBuilder()
                                .setResource("orders")
                                .setActor("ops")
                                .setComment("drill"))));
    }

    private static Stream<Arguments> records() {
        return Stream.of(
                put("sequence", request -> request.clearSequence()),
                put("token", request -> request.clearToken()),
                put("expected_version", request -> request.setExpectedVersion(-1)),
                put("value length", request -> request.setValue(ByteString.copyFrom(new byte[65_537]))));
    }

    private static Stream<Arguments> reads() {
        return Stream.of(
                row("resource", call -> call.setGetLease(GetLeaseRequest.getDefaultInstance())),
                row(
                        "consistency",
                        call -> call.setGetLease(GetLeaseRequest.newBuilder()
                                .setResource("orders")
                                .setConsistencyValue(9))),
                row(
                        "page_size",
                        call -> call.setListLeases(
                                ListLeasesRequest.newBuilder().setPageSize(1_001))),
                row(
                        "prefix",
                        call -> call.setListLeases(
                                ListLeasesRequest.newBuilder().setPrefix("x".repeat(513)))),
                row(
                        "page_size",
                        call -> call.setListSessions(
                                ListSessionsRequest.newBuilder().setPageSize(-1))),
                row(
                        "after_session_id",
                        call -> call.setListSessions(
                                ListSessionsRequest.newBuilder().setAfterSessionId(-1))),
                row(
                        "region",
                        call -> call.setExplain(ExplainRequest.newBuilder()
                                .setResource("orders")
                                .setRegion("x".repeat(65)))),
                row("resource", call -> call.setExplain(ExplainRequest.getDefaultInstance())),
                row(
                        "resource",
                        call -> call.setGetRecord(GetRecordRequest.newBuilder().setResource("a\tb"))));
    }

    private static Stream<Arguments> calls() {
        return Stream.of(
                row("request", call -> {}),
                row("timeout_millis", call -> call.setTimeoutMillis(-1).setOpenSession(openSession("d"))),
                row("timeout_millis", call -> call.setTimeoutMillis(3_600_001).setOpenSession(openSession("d"))));
    }

    private static Arguments open(String field, Consumer<OpenSessionRequest.Builder> change) {
        return row(
                field,
                call -> change.accept(call.setOpenSession(openSession("d")).getOpenSessionBuilder()));
    }

    private static Arguments put(String field, Consumer<PutRecordRequest.Builder> change) {
        return row(
                field,
                call -> change.accept(call.setPutRecord(PutRecordRequest.newBuilder()
                                .setResource("orders")
                                .setSessionId(1)
                                .setToken(1)
                                .setSequence(1))
                        .getPutRecordBuilder()));
    }

    private static Arguments row(String field, Consumer<Call.Builder> change) {
        var call = Call.newBuilder();
        change.accept(call);
        return Arguments.of(field, call.build());
    }

    @ParameterizedTest
    @MethodSource("table")
    void theAnswerNamesTheFieldAndNothingChanges(String field, Call call) {
        try (var stream = new StreamClient(node)) {
            Reply reply = stream.call(call.toBuilder());
            ErrorInfo info = Requests.info(reply.getError());
            assertThat(info.getReason()).isEqualTo("INVALID_REQUEST");
            assertThat(info.getDomain()).isEqualTo("arbiter.io");
            assertThat(info.getMetadataOrThrow("field")).isEqualTo(field);
            assertThat(info.getMetadataOrThrow("expected")).isNotEmpty();
            assertThat(reply.getError().getMessage()).contains(field).contains("expected");
            assertThat(reply.getError().getCode()).isEqualTo(3);
        }
        assertThat(cluster.appended()).isEqualTo(appendedBefore);
        assertThat(node.replica().image()).isEqualTo(before);
    }
}
