package io.arbiter.server.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.CallKind;
import io.arbiter.server.read.ReadRequests;
import io.arbiter.server.signing.KeyPairs;
import io.arbiter.server.testing.Requests;
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
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.TransferRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** S9: any bytes that are a call are refused as the client's mistake, or enter the log as an entry that can be read. */
class RequestFuzzTest {
    private final RequestCommands commands = new RequestCommands(
            () -> 1, KeyPairs::draw, new KnownRegions(() -> List.of("us-east"), Set.of("ap-south")));

    static Stream<byte[]> calls() {
        return Stream.concat(mutations(), reads()).map(call -> call.build().toByteArray());
    }

    private static Stream<Call.Builder> mutations() {
        return Stream.of(
                call().setOpenSession(Requests.openSession("c").toBuilder()
                        .addAcquires(
                                FirstAcquire.newBuilder().setResource("orders").setWait(true))),
                call().setRenewSession(
                                RenewSessionRequest.newBuilder().setSessionId(1).setKnownHoldingsVersion(2)),
                call().setCloseSession(CloseSessionRequest.newBuilder().setSessionId(1)),
                call().setBreakSession(BreakSessionRequest.newBuilder()
                        .setSessionId(1)
                        .setActor("ops")
                        .setComment("drill")),
                call().setAcquire(Requests.await("orders", 1)),
                call().setCancelWait(CancelWaitRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(1)),
                call().setRelease(Requests.release("orders", 1, 2)),
                call().setTransfer(TransferRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(1)
                        .setToken(2)
                        .setToSessionId(3)),
                call().setRequestHandover(RequestHandoverRequest.newBuilder()
                        .setResource("orders")
                        .setExpectedToken(2)
                        .setToSessionId(3)
                        .setActor("ops")),
                call().setBreakLease(BreakLeaseRequest.newBuilder()
                        .setResource("orders")
                        .setExpectedToken(2)
                        .setActor("ops")
                        .setComment("drill")),
                call().setPutRecord(PutRecordRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(1)
                        .setToken(2)
                        .setSequence(1)
                        .setExpectedVersion(0)
                        .setValue(ByteString.copyFromUtf8("value"))));
    }

    private static Stream<Call.Builder> reads() {
        return Stream.of(
                call().setGetLease(GetLeaseRequest.newBuilder().setResource("orders")),
                call().setListLeases(ListLeasesRequest.newBuilder()
                        .setPrefix("o")
                        .setAfterResource("orders")
                        .setPageSize(10)),
                call().setListSessions(ListSessionsRequest.newBuilder()
                        .setAfterSessionId(1)
                        .setPageSize(10)),
                call().setExplain(ExplainRequest.newBuilder()
                        .setResource("orders")
                        .setRegion("us-east")),
                call().setGetRecord(GetRecordRequest.newBuilder().setResource("orders")));
    }

    private static Call.Builder call() {
        return Call.newBuilder().setTimeoutMillis(5_000);
    }

    @MethodSource("calls")
    @FuzzTest
    void checked(byte[] bytes) {
        Call call;
        try {
            call = Call.parseFrom(bytes);
        } catch (InvalidProtocolBufferException neverReachesTheService) {
            assertThat(neverReachesTheService.getMessage()).isNotBlank();
            return;
        }
        try {
            check(call);
        } catch (RuntimeException refused) {
            CallException failure = ExceptionMapper.of(refused);
            assertThat(failure.reason()).isIn(Reason.INVALID_REQUEST, Reason.UNKNOWN_REGION);
            assertThat(failure.toStatus().getMessage()).isNotBlank();
        }
    }

    private void check(Call call) {
        if (CallKind.of(call) == CallKind.MUTATION) {
            Command command = commands.of(call, Principal.NOBODY);
            var entry = new Entry(0, List.of(command));
            assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry);
        } else {
            ReadRequests.check(call);
        }
    }
}
