package io.arbiter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.RequestPromotionRequest;
import io.arbiter.v1.TransferLeadershipRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditRuleTest {
    private static final String JANE = "spiffe://arbiter/operator/jane";
    private static final long REVISION = 4711;
    private static final Reply DENIED = Reply.newBuilder()
            .setError(new CallException(Reason.PERMISSION_DENIED, "no role grants it", JANE).toStatus())
            .build();

    private static Reply done(Consumer<Reply.Builder> answer) {
        Reply.Builder reply = Reply.newBuilder();
        answer.accept(reply);
        return reply.build();
    }

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
        AuditEvent event = event(
                        Call.newBuilder().setBreakLease(request),
                        done(reply -> reply.getBreakLeaseBuilder().setRevision(REVISION)))
                .orElseThrow();
        assertThat(event.action()).isEqualTo("lease.break");
        assertThat(event.caller()).isEqualTo(JANE);
        assertThat(event.outcome()).isEqualTo("OK");
        assertThat(event.details())
                .containsEntry("resource", "orders")
                .containsEntry("comment", "fire")
                .containsEntry("revision", "4711");
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
        AuditEvent event = event(
                        Call.newBuilder().setChangePolicies(request),
                        done(reply -> reply.getChangePoliciesBuilder().setRevision(REVISION)))
                .orElseThrow();
        assertThat(event.action()).isEqualTo("policy.change");
        assertThat(event.details())
                .containsEntry("deletes", "'orders'")
                .containsEntry("comment", "residency")
                .containsEntry("expected_version", "3")
                .containsEntry("revision", "4711");
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
        AuditEvent pause = event(
                        Call.newBuilder().setChangePauses(request),
                        done(reply -> reply.getChangePausesBuilder().setRevision(REVISION)))
                .orElseThrow();
        assertThat(pause.action()).isEqualTo("failover.pause");
        assertThat(pause.details())
                .containsEntry("scope", "tenants/eu/")
                .containsEntry("expected_version", "2")
                .containsEntry("actor", "jane")
                .containsEntry("comment", "drill")
                .containsEntry("revision", "4711");
        assertThat(event(
                        Call.newBuilder().setChangePauses(request.setPaused(false)),
                        done(reply -> reply.getChangePausesBuilder().setRevision(REVISION))))
                .map(AuditEvent::action)
                .contains("failover.resume");
    }

    /** Else a line says "done", and nobody finds it in the history. */
    @Test
    void everyActThatIsDoneNamesItsRevision() {
        var acts = Call.getDescriptor().getOneofs().get(0).getFields().stream()
                .filter(request -> request.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .filter(request -> AuditRule.isAct(call(request)))
                .filter(request -> request.getNumber() != Call.CHANGE_MEMBERS_FIELD_NUMBER
                        && request.getNumber() != Call.TRANSFER_LEADERSHIP_FIELD_NUMBER)
                .toList();
        assertThat(acts).isNotEmpty().allSatisfy(request -> {
            var field = Reply.getDescriptor().findFieldByName(request.getName());
            var response = DynamicMessage.newBuilder(field.getMessageType())
                    .setField(field.getMessageType().findFieldByName("revision"), REVISION)
                    .build();
            Reply reply = Reply.parseFrom(DynamicMessage.newBuilder(Reply.getDescriptor())
                    .setField(field, response)
                    .build()
                    .toByteArray());
            assertThat(AuditRule.of(call(request), reply, JANE, Instant.EPOCH)
                            .orElseThrow()
                            .details())
                    .containsEntry("revision", "4711");
        });
    }

    private static Call call(FieldDescriptor request) {
        Call.Builder call = Call.newBuilder();
        return call.setField(request, call.newBuilderForField(request).build()).build();
    }

    @Test
    void aTransferOfTheLeadershipIsKept() {
        var request = TransferLeadershipRequest.newBuilder()
                .setNode("us-west")
                .setActor("jane")
                .setComment("new kernel");
        AuditEvent transfer = event(
                        Call.newBuilder().setTransferLeadership(request),
                        done(Reply.Builder::getTransferLeadershipBuilder))
                .orElseThrow();
        assertThat(transfer.action()).isEqualTo("leadership.transfer");
        assertThat(transfer.details())
                .containsEntry("node", "us-west")
                .containsEntry("actor", "jane")
                .containsEntry("comment", "new kernel");
    }

    @Test
    void aChangeOfMembersIsKept() {
        var request = ChangeMembersRequest.newBuilder()
                .setNode("us-west")
                .setChange(MemberChange.MEMBER_CHANGE_REPLACE)
                .setActor("jane")
                .setComment("disk failed");
        AuditEvent change = event(
                        Call.newBuilder().setChangeMembers(request), done(Reply.Builder::getChangeMembersBuilder))
                .orElseThrow();
        assertThat(change.action()).isEqualTo("member.change");
        assertThat(change.details())
                .containsEntry("node", "us-west")
                .containsEntry("change", "MEMBER_CHANGE_REPLACE")
                .containsEntry("actor", "jane")
                .containsEntry("comment", "disk failed");
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
        AuditEvent asked = event(
                        Call.newBuilder().setRequestPromotion(request), done(Reply.Builder::getRequestPromotionBuilder))
                .orElseThrow();
        assertThat(asked.action()).isEqualTo("promotion.request");
        assertThat(asked.details())
                .containsEntry("resource", "orders")
                .containsEntry("to_region", "us-west")
                .containsEntry("mode", "FORCED")
                .containsEntry("override", "true")
                .containsEntry("comment", "drill");
        var cancel = CancelPromotionRequest.newBuilder().setResource("orders").setPromotionId(7);
        assertThat(event(Call.newBuilder().setCancelPromotion(cancel), done(Reply.Builder::getCancelPromotionBuilder)))
                .map(AuditEvent::details)
                .hasValueSatisfying(details -> assertThat(details).containsEntry("promotion_id", "7"));
    }

    @Test
    void whoIsDeniedIsKeptWhateverWasAsked() {
        var acquire = Call.newBuilder().setAcquire(AcquireRequest.newBuilder().setResource("orders"));
        assertThat(event(acquire, done(Reply.Builder::getAcquireBuilder))).isEmpty();
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
