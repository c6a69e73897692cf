package io.arbiter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.RequestPromotionRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditRuleTest {
    private static final String JANE = "spiffe://arbiter/operator/jane";
    private static final Reply DONE = Reply.getDefaultInstance();
    private static final Reply DENIED = Reply.newBuilder()
            .setError(new CallException(Reason.PERMISSION_DENIED, "no role grants it", JANE).toStatus())
            .build();

    private static Optional<AuditEvent> event(Call.Builder call, Reply reply) {
        return AuditRule.of(call.build(), reply, JANE, Instant.EPOCH);
    }

    @Test
    void whatAnOperatorDoesIsKept() {
        var request = BreakLeaseRequest.newBuilder()
                .setResource("orders")
                .setExpectedToken(7)
                .setActor("jane")
                .setComment("fire");
        AuditEvent event = event(Call.newBuilder().setBreakLease(request), DONE).orElseThrow();
        assertThat(event.action()).isEqualTo("lease.break");
        assertThat(event.caller()).isEqualTo(JANE);
        assertThat(event.outcome()).isEqualTo("OK");
        assertThat(event.details()).containsEntry("resource", "orders").containsEntry("comment", "fire");
    }

    @Test
    void aChangeOfRightsIsKeptInOneLine() {
        var request = ChangeAuthRequest.newBuilder()
                .setChange(AuthChange.getDefaultInstance())
                .setComment("a new colleague");
        AuditEvent event =
                event(Call.newBuilder().setChangeAuth(request), DENIED).orElseThrow();
        assertThat(event.action()).isEqualTo("auth.change");
        assertThat(event.outcome()).isEqualTo("PERMISSION_DENIED");
        assertThat(event.details().values()).noneMatch(value -> value.contains("\n"));
    }

    @Test
    void aChangeOfPoliciesIsKeptByItsScopes() {
        var request = ChangePoliciesRequest.newBuilder()
                .setExpectedVersion(3)
                .setActor("jane")
                .setComment("residency")
                .addDeletes("orders");
        IntStream.range(0, 30).forEach(i -> request.addPutsBuilder().setScope("t" + i + "/"));
        AuditEvent event =
                event(Call.newBuilder().setChangePolicies(request), DONE).orElseThrow();
        assertThat(event.action()).isEqualTo("policy.change");
        assertThat(event.details())
                .containsEntry("deletes", "'orders'")
                .containsEntry("comment", "residency")
                .containsEntry("expected_version", "3");
        assertThat(event.details().get("puts")).startsWith("'t0/', 't1/'").endsWith("'t19/' and 10 more");
    }

    @Test
    void aPauseAndItsEndAreKept() {
        var request = ChangePausesRequest.newBuilder()
                .setPaused(true)
                .setScope("tenants/eu/")
                .setExpectedVersion(2)
                .setActor("jane")
                .setComment("drill");
        AuditEvent pause =
                event(Call.newBuilder().setChangePauses(request), DONE).orElseThrow();
        assertThat(pause.action()).isEqualTo("failover.pause");
        assertThat(pause.details())
                .containsEntry("scope", "tenants/eu/")
                .containsEntry("expected_version", "2")
                .containsEntry("actor", "jane")
                .containsEntry("comment", "drill");
        assertThat(event(Call.newBuilder().setChangePauses(request.setPaused(false)), DONE))
                .map(AuditEvent::action)
                .contains("failover.resume");
    }

    @Test
    void aPromotionAndItsEndAreKept() {
        var request = RequestPromotionRequest.newBuilder()
                .setRequestId("p")
                .setResource("orders")
                .setToRegion("us-west")
                .setMode(PromotionMode.PROMOTION_MODE_FORCED)
                .setOverride(true)
                .setActor("jane")
                .setComment("drill");
        AuditEvent asked =
                event(Call.newBuilder().setRequestPromotion(request), DONE).orElseThrow();
        assertThat(asked.action()).isEqualTo("promotion.request");
        assertThat(asked.details())
                .containsEntry("resource", "orders")
                .containsEntry("to_region", "us-west")
                .containsEntry("mode", "FORCED")
                .containsEntry("override", "true")
                .containsEntry("comment", "drill");
        var cancel = CancelPromotionRequest.newBuilder().setResource("orders").setPromotionId(7);
        assertThat(event(Call.newBuilder().setCancelPromotion(cancel), DONE))
                .map(AuditEvent::details)
                .hasValueSatisfying(details -> assertThat(details).containsEntry("promotion_id", "7"));
    }

    @Test
    void whoIsDeniedIsKeptWhateverWasAsked() {
        var acquire = Call.newBuilder().setAcquire(AcquireRequest.newBuilder().setResource("orders"));
        assertThat(event(acquire, DONE)).isEmpty();
        AuditEvent event = event(acquire, DENIED).orElseThrow();
        assertThat(event.action()).isEqualTo("call.acquire");
        assertThat(event.details()).containsEntry("message", "no role grants it");
    }

    /** It may be a secret of the application. */
    @Test
    void aRecordsValueIsNot() {
        var put = Call.newBuilder()
                .setPutRecord(PutRecordRequest.newBuilder()
                        .setResource("orders")
                        .setValue(com.google.protobuf.ByteString.copyFromUtf8("secret")));
        assertThat(event(put, DENIED).orElseThrow().toString()).doesNotContain("secret");
    }
}
