package io.arbiter.client.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.FailureReader;
import io.arbiter.v1.Event;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusResponse;
import io.arbiter.v1.WatchResponse;
import io.grpc.protobuf.StatusProto;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a node answers, the client makes a value or a failure of it: a newer server must not break it. */
class AnswerFuzzTest {
    private static final LeaseInfo LEASE = LeaseInfo.newBuilder()
            .setResource("orders")
            .setSessionId(1)
            .setToken(2)
            .setBasisValue(2)
            .setGrantedWallMillis(1_790_000_000_000L)
            .setHandoverToSessionId(3)
            .build();

    static Stream<byte[]> replies() {
        return Stream.of(
                        Reply.newBuilder()
                                .setGetLease(GetLeaseResponse.newBuilder().setLease(LEASE)),
                        Reply.newBuilder()
                                .setListLeases(ListLeasesResponse.newBuilder()
                                        .setMore(true)
                                        .addRows(ListLeasesResponse.Row.newBuilder()
                                                .setLease(LEASE))),
                        Reply.newBuilder()
                                .setListSessions(ListSessionsResponse.newBuilder()
                                        .addSessions(io.arbiter.v1.SessionInfo.newBuilder()
                                                .setTtlMillis(5_000)
                                                .setRemainingMillis(7))),
                        Reply.newBuilder()
                                .setExplain(ExplainResponse.newBuilder()
                                        .addConditions(ExplainResponse.Condition.newBuilder()
                                                .setCodeValue(4)
                                                .setEarliestMillis(9))),
                        Reply.newBuilder().setGetRecord(GetRecordResponse.getDefaultInstance()))
                .map(Reply.Builder::build)
                .map(Message::toByteArray);
    }

    static Stream<byte[]> reports() {
        return Stream.of(StatusResponse.newBuilder()
                        .setLeader("us-east")
                        .addNodes(NodeStatus.newBuilder()
                                .setRoleValue(1)
                                .setLag(7)
                                .setUptimeMillis(8))
                        .build())
                .map(Message::toByteArray);
    }

    static Stream<byte[]> watched() {
        var granted = Event.newBuilder().setRevision(7).setWallMillis(8);
        granted.getLeaseGrantedBuilder().setLease(LEASE);
        var ended = Event.newBuilder();
        ended.getSessionEndedBuilder().setReasonValue(2).setActor("ops");
        return Stream.of(WatchResponse.newBuilder()
                        .addEvents(granted)
                        .addEvents(ended)
                        .build())
                .map(Message::toByteArray);
    }

    static Stream<byte[]> failures() {
        return Stream.of("LEASE_HELD", "NO_LEADER", "DEADLINE_EXCEEDED", "")
                .map(reason -> Status.newBuilder()
                        .setCode(9)
                        .setMessage("held")
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setReason(reason)
                                .putMetadata("proposed", "false")
                                .putMetadata("token", "4611686018427387904")
                                .build()))
                        .build())
                .map(Message::toByteArray);
    }

    @MethodSource("replies")
    @FuzzTest
    void replyIsRead(byte[] bytes) {
        Reply reply = read(Reply.getDefaultInstance(), bytes);
        FromWire.status(reply.getGetLease());
        FromWire.page(reply.getListLeases());
        FromWire.page(reply.getListSessions());
        FromWire.explanation(reply.getExplain());
        FromWire.record(reply.getGetRecord());
    }

    @MethodSource("reports")
    @FuzzTest
    void reportIsRead(byte[] bytes) {
        FromWire.cluster(read(StatusResponse.getDefaultInstance(), bytes));
    }

    @MethodSource("watched")
    @FuzzTest
    void eventsAreRead(byte[] bytes) {
        var events = read(WatchResponse.getDefaultInstance(), bytes).getEventsList();
        assertThat(FromWire.events(events)).hasSameSizeAs(events);
    }

    @MethodSource("failures")
    @FuzzTest
    void failureIsRead(byte[] bytes) {
        Status status = read(Status.getDefaultInstance(), bytes);
        var failure = FailureReader.read(StatusProto.toStatusRuntimeException(status.toBuilder()
                .setCode(Math.floorMod(status.getCode(), 16) + 1)
                .build()));
        assertThat(failure.reason()).isNotEmpty();
        for (boolean changes : new boolean[] {false, true}) {
            ArbiterException told = ExceptionMapper.map(failure, changes);
            assertThat(told.reason()).isEqualTo(failure.reason());
            assertThat(told.metadata()).isEqualTo(failure.metadata());
            told.metadata().forEach((fact, value) -> assertThat(told.fact(fact)).isEqualTo(number(value)));
        }
    }

    /** As the API promises it: 0 for what is no number of 64 bits. */
    private static long number(String value) {
        boolean whole = value.matches("[+-]?\\d{1,40}") && new BigInteger(value).bitLength() < Long.SIZE;
        return whole ? new BigInteger(value).longValueExact() : 0;
    }

    /** The message, or an empty one: the transport refuses what is none. */
    @SuppressWarnings("unchecked")
    private static <M extends Message> M read(M type, byte[] bytes) {
        try {
            return (M) type.getParserForType().parseFrom(bytes);
        } catch (InvalidProtocolBufferException unreadable) {
            return type;
        }
    }
}
