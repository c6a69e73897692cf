package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.arbiter.server.testing.Requests;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.PutRecordRequest;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An answer reports the stored values, and a repeat that asks for something else is refused (S3, S5). */
class RepeatedRequestTest extends ClusterTest {
    @Test
    void aRepeatedOpeningIsToldTheSessionsTerms() {
        OpenSessionRequest request = openSession("c").toBuilder()
                .setTtlMillis(600_000)
                .setDriftBoundPpm(7)
                .build();
        OpenSessionResponse first = leader.calls().openSession(request);
        assertThat(first.getTtlMillis()).isEqualTo(600_000);
        assertThat(first.getDriftBoundPpm()).isEqualTo(7);
        assertThat(follower.calls().openSession(request)).isEqualTo(first);
        OpenSessionRequest silent =
                openSession("d").toBuilder().clearTtlMillis().build();
        OpenSessionResponse defaults = leader.calls().openSession(silent);
        assertThat(defaults.getTtlMillis()).isEqualTo(5_000);
        assertThat(defaults.getDriftBoundPpm()).isEqualTo(10_000);
    }

    @Test
    void aRepeatedOpeningOnOtherTermsIsRefused() {
        OpenSessionRequest request = openSession("c").toBuilder()
                .setTtlMillis(600_000)
                .setDriftBoundPpm(7)
                .setGeneration(3)
                .build();
        long session = leader.calls().openSession(request).getSessionId();
        var changes = new TreeMap<String, UnaryOperator<OpenSessionRequest.Builder>>(Map.of(
                "ttl_millis",
                r -> r.setTtlMillis(60_000),
                "drift_bound_ppm",
                r -> r.setDriftBoundPpm(1),
                "lock_delay_millis",
                r -> r.setLockDelayMillis(5),
                "region",
                r -> r.setRegion("eu-central"),
                "holder",
                r -> r.setHolder("somebody else"),
                "generation",
                r -> r.setGeneration(4)));
        changes.forEach((field, change) -> {
            ErrorInfo info = refusal(() -> follower.calls()
                    .openSession(change.apply(request.toBuilder()).build()));
            assertThat(info.getReason()).isEqualTo("REPEAT_DIFFERS");
            assertThat(info.getMetadataMap()).containsEntry("field", field).containsKey("stored");
        });
        assertThat(leader.calls().openSession(request).getSessionId())
                .as("a faithful repeat")
                .isEqualTo(session);
    }

    @Test
    void aRepeatedWriteOfAnotherValueIsRefused() {
        long session = open("c");
        long token =
                leader.calls().acquire(acquire("orders", session)).getLease().getToken();
        PutRecordRequest put = PutRecordRequest.newBuilder()
                .setResource("orders")
                .setSessionId(session)
                .setToken(token)
                .setSequence(1)
                .setValue(ByteString.copyFromUtf8("us-east:5432"))
                .build();
        long version = leader.calls().putRecord(put).getVersion();
        PutRecordRequest other = put.toBuilder()
                .setValue(ByteString.copyFromUtf8("eu-central:5432"))
                .build();
        ErrorInfo info = refusal(() -> leader.calls().putRecord(other));
        assertThat(info.getReason()).isEqualTo("REPEAT_DIFFERS");
        assertThat(info.getMetadataMap()).containsEntry("stored", "that of version " + version);
        assertThat(leader.calls().putRecord(put).getVersion()).isEqualTo(version);
        assertThat(refusal(() -> leader.calls()
                                .putRecord(
                                        put.toBuilder().setSessionId(open("d")).build()))
                        .getReason())
                .as("another session's write is no repeat")
                .isEqualTo("LEASE_HELD");
    }

    @Test
    void aSlipInTheRegionIsRefused() {
        ErrorInfo info = refusal(() -> follower.calls()
                .openSession(openSession("c").toBuilder().setRegion("us-eats").build()));
        assertThat(info.getReason()).isEqualTo("UNKNOWN_REGION");
        assertThat(info.getMetadataMap())
                .containsEntry("region", "us-eats")
                .containsEntry("known", "eu-central, region-a, region-b, us-east, us-west");
        assertThat(refusal(() -> leader.calls()
                                .explain(ExplainRequest.newBuilder()
                                        .setResource("orders")
                                        .setRegion("us-eats")
                                        .build()))
                        .getReason())
                .isEqualTo("UNKNOWN_REGION");
        assertThat(leader.calls()
                        .openSession(openSession("c").toBuilder()
                                .setRegion("region-b")
                                .build())
                        .getSessionId())
                .as("a node's own region")
                .isEqualTo(1);
    }

    private static ErrorInfo refusal(Runnable call) {
        return Requests.info(catchThrowableOfType(StatusRuntimeException.class, call::run));
    }
}
