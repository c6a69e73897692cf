package io.arbiter.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conclusion from each reason about the call; a wrong line here would mislead a caller. */
class FailureReaderTest {

    @ParameterizedTest
    @CsvSource({
        "NO_LEADER,UNAVAILABLE,NOT_DONE",
        "NOT_LEADER,UNAVAILABLE,NOT_DONE",
        "SHUTTING_DOWN,UNAVAILABLE,NOT_DONE",
        "OVERLOADED,RESOURCE_EXHAUSTED,NOT_DONE",
        "WAIT_CANCELLED,ABORTED,NOT_DONE",
        "OUTCOME_UNKNOWN,UNAVAILABLE,UNKNOWN",
        "DEADLINE_EXCEEDED,DEADLINE_EXCEEDED,UNKNOWN",
        "INTERNAL_ERROR,INTERNAL,UNKNOWN",
        "CANCELLED,CANCELLED,UNKNOWN",
        "RECORD_SUPERSEDED,ABORTED,REFUSED",
        "RECORD_VERSION_MISMATCH,ABORTED,REFUSED",
        "STALE_TOKEN,FAILED_PRECONDITION,REFUSED",
        "SESSION_UNKNOWN,NOT_FOUND,REFUSED",
        "LIMIT_EXCEEDED,RESOURCE_EXHAUSTED,REFUSED",
        "INVALID_REQUEST,INVALID_ARGUMENT,REFUSED",
        "HISTORY_COMPACTED,OUT_OF_RANGE,REFUSED"
    })
    void eachReasonHasItsFate(String reason, Code code, Fate fate) {
        Status status = Status.newBuilder()
                .setCode(code.value())
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason(reason).build()))
                .build();
        assertThat(FailureReader.read(status).fate()).isEqualTo(fate);
        assertThat(FailureReader.read(status).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"true,UNKNOWN", "false,NOT_DONE"})
    void aDeadlineSaysWhetherItWasProposed(String proposed, Fate fate) {
        Status status = Status.newBuilder()
                .setCode(Code.DEADLINE_EXCEEDED.value())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason("DEADLINE_EXCEEDED")
                        .putMetadata("proposed", proposed)
                        .build()))
                .build();
        assertThat(FailureReader.read(status).fate()).isEqualTo(fate);
    }

    /** Another node may have room; a limit of the state is the same at all. */
    @ParameterizedTest
    @CsvSource({
        "identity_connections,NOT_DONE",
        "identity_streams,NOT_DONE",
        "identity_calls,NOT_DONE",
        "identity_leases,REFUSED",
        "waiters,REFUSED"
    })
    void aLimitOfOneNodeIsNotTheLastWord(String limit, Fate fate) {
        Status status = Status.newBuilder()
                .setCode(Code.RESOURCE_EXHAUSTED.value())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason("LIMIT_EXCEEDED")
                        .putMetadata("limit", limit)
                        .build()))
                .build();
        assertThat(FailureReader.read(status).fate()).isEqualTo(fate);
    }
}
