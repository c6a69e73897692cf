package io.arbiter.server.access;

import io.arbiter.server.testing.Requests;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.Binding;
import io.arbiter.v1.Call;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Permission;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.RequestPromotionRequest;
import java.util.Map;
import java.util.TreeMap;

/** One well-formed call of each kind, about one resource and as one session. */
final class SampleCalls {
    private final String resource;
    private final long session;
    private final long token;

    SampleCalls(String resource, long session, long token) {
        this.resource = resource;
        this.session = session;
        this.token = token;
    }

    /** In an order in which those that end something come late. */
    Map<Call.RequestCase, Call.Builder> all() {
        var calls = new TreeMap<Call.RequestCase, Call.Builder>();
        for (Call.RequestCase kind : Call.RequestCase.values()) {
            if (kind != Call.RequestCase.CANCEL && kind != Call.RequestCase.REQUEST_NOT_SET) {
                calls.put(kind, of(kind));
            }
        }
        return calls;
    }

    private Call.Builder of(Call.RequestCase kind) {
        var call = Call.newBuilder();
        switch (kind) {
            case OPEN_SESSION -> call.setOpenSession(openSession());
            case RENEW_SESSION -> call.getRenewSessionBuilder().setSessionId(session);
            case CLOSE_SESSION -> call.getCloseSessionBuilder().setSessionId(session);
            case BREAK_SESSION ->
                call.getBreakSessionBuilder()
                        .setSessionId(session)
                        .setActor("a")
                        .setComment("c");
            case LIST_SESSIONS -> call.getListSessionsBuilder();
            case GET_LEASE -> call.getGetLeaseBuilder().setResource(resource);
            case LIST_LEASES -> call.getListLeasesBuilder();
            case EXPLAIN -> call.getExplainBuilder().setResource(resource);
            case GET_RECORD -> call.getGetRecordBuilder().setResource(resource);
            case WHO_AM_I -> call.getWhoAmIBuilder();
            case CAN_I -> call.getCanIBuilder().setPermission(Permission.PERMISSION_READ);
            case GET_KEYS -> call.getGetKeysBuilder();
            case GET_AUTH -> call.getGetAuthBuilder();
            case GET_POLICIES -> call.getGetPoliciesBuilder();
            case PREVIEW_POLICIES -> call.getPreviewPoliciesBuilder().addDeletes("nobody/");
            case GET_PROMOTION -> call.getGetPromotionBuilder().setResource(resource);
            case LIST_PROMOTIONS -> call.getListPromotionsBuilder();
            case REQUEST_PROMOTION -> call.setRequestPromotion(promotion());
            case CANCEL_PROMOTION ->
                call.getCancelPromotionBuilder()
                        .setResource(resource)
                        .setPromotionId(1)
                        .setActor("a")
                        .setComment("c");
            case COMPLETE_PROMOTION ->
                call.getCompletePromotionBuilder()
                        .setResource(resource)
                        .setSessionId(session)
                        .setToken(1)
                        .setPromotionId(1);
            case GET_PAUSES -> call.getGetPausesBuilder();
            case CHANGE_PAUSES ->
                call.getChangePausesBuilder().setScope("nobody/").setActor("a").setComment("c");
            case GET_MEMBERS -> call.getGetMembersBuilder();
            case TRANSFER_LEADERSHIP ->
                call.getTransferLeadershipBuilder()
                        .setNode("mars")
                        .setActor("a")
                        .setComment("c");
            case CHANGE_MEMBERS ->
                call.getChangeMembersBuilder()
                        .setNode("nobody")
                        .setChange(MemberChange.MEMBER_CHANGE_REPLACE)
                        .setActor("a")
                        .setComment("c");
            case CHANGE_POLICIES ->
                call.getChangePoliciesBuilder()
                        .addDeletes("nobody/")
                        .setActor("a")
                        .setComment("c");
            case CHANGE_AUTH -> call.getChangeAuthBuilder().setChange(change()).setComment("c");
            default -> ofLease(kind, call);
        }
        return call;
    }

    private RequestPromotionRequest promotion() {
        return RequestPromotionRequest.newBuilder()
                .setRequestId("p")
                .setResource(resource)
                .setToRegion("us-west")
                .setMode(PromotionMode.PROMOTION_MODE_GRACEFUL)
                .setActor("a")
                .setComment("c")
                .build();
    }

    private void ofLease(Call.RequestCase kind, Call.Builder call) {
        switch (kind) {
            case ACQUIRE ->
                call.setAcquire(
                        AcquireRequest.newBuilder().setResource(resource).setSessionId(session));
            case CANCEL_WAIT ->
                call.getCancelWaitBuilder().setResource(resource).setSessionId(session);
            case RELEASE -> call.setRelease(Requests.release(resource, session, token));
            case TRANSFER ->
                call.getTransferBuilder()
                        .setResource(resource)
                        .setSessionId(session)
                        .setToken(token)
                        .setToSessionId(session);
            case REQUEST_HANDOVER ->
                call.getRequestHandoverBuilder()
                        .setResource(resource)
                        .setExpectedToken(token)
                        .setToSessionId(session)
                        .setActor("a");
            case BREAK_LEASE ->
                call.getBreakLeaseBuilder()
                        .setResource(resource)
                        .setExpectedToken(token)
                        .setActor("a")
                        .setComment("c");
            case SIGN_TOKEN ->
                call.getSignTokenBuilder()
                        .setResource(resource)
                        .setSessionId(session)
                        .setToken(token);
            case PUT_RECORD ->
                call.getPutRecordBuilder()
                        .setResource(resource)
                        .setSessionId(session)
                        .setToken(token)
                        .setSequence(1);
            case COMMIT_STEPS -> {
                var steps = call.getCommitStepsBuilder().setSessionId(session).setNumber(1);
                steps.addStepsBuilder().getAcquireBuilder().setResource(resource);
                steps.addStepsBuilder().getPutRecordBuilder().setResource(resource);
            }
            default -> throw new AssertionError("no sample of " + kind + ": add one, so that its rule is tried");
        }
    }

    private OpenSessionRequest openSession() {
        return Requests.openSession("sample").toBuilder()
                .addAcquires(io.arbiter.v1.FirstAcquire.newBuilder().setResource(resource))
                .build();
    }

    private static AuthChange.Builder change() {
        return AuthChange.newBuilder()
                .setDeleteBinding(Binding.newBuilder()
                        .setIdentity("spiffe://arbiter/nobody/nowhere")
                        .setRole("viewer"));
    }
}
