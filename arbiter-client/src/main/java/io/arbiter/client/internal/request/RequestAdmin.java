package io.arbiter.client.internal.request;

import com.google.protobuf.ByteString;
import io.arbiter.client.AsyncArbiterAdmin;
import io.arbiter.client.model.ClusterStatus;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Explanation;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.LeaseStatus;
import io.arbiter.client.model.LeaseSummary;
import io.arbiter.client.model.Page;
import io.arbiter.client.model.RecordWrite;
import io.arbiter.client.model.SessionInfo;
import io.arbiter.client.model.StoredRecord;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.AuthStatus;
import io.arbiter.client.model.auth.CallerInfo;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.client.model.auth.PublishedKeys;
import io.arbiter.client.model.policy.PauseList;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyList;
import io.arbiter.client.model.policy.PolicyPreview;
import io.arbiter.client.model.policy.StoredPolicy;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.client.model.promotion.PromotionObstacle;
import io.arbiter.client.model.promotion.PromotionRequest;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakSessionRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.GetAuthRequest;
import io.arbiter.v1.GetKeysRequest;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.TransferRequest;
import io.arbiter.v1.WhoAmIRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Turns each call into a request, and each reply into a value. */
public final class RequestAdmin implements AsyncArbiterAdmin {
    private final Requests requests;

    public RequestAdmin(Requests requests) {
        this.requests = requests;
    }

    @Override
    public AsyncArbiterAdmin atMostOnce() {
        return new RequestAdmin(requests.atMostOnce());
    }

    @Override
    public AsyncArbiterAdmin within(Duration limit) {
        return new RequestAdmin(requests.within(limit));
    }

    private static io.arbiter.v1.Consistency wire(Consistency consistency) {
        return switch (consistency) {
            case LINEARIZABLE -> io.arbiter.v1.Consistency.CONSISTENCY_LINEARIZABLE;
            case STALE -> io.arbiter.v1.Consistency.CONSISTENCY_STALE;
        };
    }

    @Override
    public CompletableFuture<LeaseStatus> getLease(String resource, Consistency consistency) {
        Call.Builder call = Call.newBuilder()
                .setGetLease(GetLeaseRequest.newBuilder().setResource(resource).setConsistency(wire(consistency)));
        return requests.read(call, reply -> FromWire.status(reply.getGetLease()));
    }

    @Override
    public CompletableFuture<Page<LeaseSummary>> listLeases(
            String prefix, String afterResource, int pageSize, Consistency consistency) {
        Call.Builder call = Call.newBuilder()
                .setListLeases(ListLeasesRequest.newBuilder()
                        .setPrefix(prefix)
                        .setAfterResource(afterResource)
                        .setPageSize(pageSize)
                        .setConsistency(wire(consistency)));
        return requests.read(call, reply -> FromWire.page(reply.getListLeases()));
    }

    @Override
    public CompletableFuture<Page<SessionInfo>> listSessions(
            long afterSessionId, int pageSize, Consistency consistency) {
        Call.Builder call = Call.newBuilder()
                .setListSessions(ListSessionsRequest.newBuilder()
                        .setAfterSessionId(afterSessionId)
                        .setPageSize(pageSize)
                        .setConsistency(wire(consistency)));
        return requests.read(call, reply -> FromWire.page(reply.getListSessions()));
    }

    @Override
    public CompletableFuture<Explanation> explain(String resource, String region) {
        Call.Builder call = Call.newBuilder()
                .setExplain(ExplainRequest.newBuilder().setResource(resource).setRegion(region));
        return requests.read(call, reply -> FromWire.explanation(reply.getExplain()));
    }

    @Override
    public CompletableFuture<Optional<StoredRecord>> getRecord(String resource, Consistency consistency) {
        Call.Builder call = Call.newBuilder()
                .setGetRecord(
                        GetRecordRequest.newBuilder().setResource(resource).setConsistency(wire(consistency)));
        return requests.read(call, reply -> FromWire.record(reply.getGetRecord()));
    }

    @Override
    public CompletableFuture<Long> putRecord(RecordWrite write) {
        PutRecordRequest.Builder request = PutRecordRequest.newBuilder()
                .setResource(write.resource())
                .setSessionId(write.sessionId())
                .setToken(write.token())
                .setSequence(write.sequence());
        write.expectedVersion().ifPresent(request::setExpectedVersion);
        write.value().ifPresent(value -> request.setValue(ByteString.copyFrom(value)));
        return requests.write(
                Call.newBuilder().setPutRecord(request),
                reply -> reply.getPutRecord().getVersion());
    }

    @Override
    public CompletableFuture<Void> release(String resource, long sessionId, long token) {
        Call.Builder call = Call.newBuilder()
                .setRelease(ReleaseRequest.newBuilder()
                        .setResource(resource)
                        .setSessionId(sessionId)
                        .setToken(token));
        return requests.write(call, reply -> null);
    }

    @Override
    public CompletableFuture<Long> transfer(String resource, long sessionId, long token, long toSessionId) {
        Call.Builder call = Call.newBuilder()
                .setTransfer(TransferRequest.newBuilder()
                        .setResource(resource)
                        .setSessionId(sessionId)
                        .setToken(token)
                        .setToSessionId(toSessionId));
        return requests.write(call, reply -> reply.getTransfer().getNewToken());
    }

    @Override
    public CompletableFuture<Void> requestHandover(
            String resource, long expectedToken, long toSessionId, String actor) {
        Call.Builder call = Call.newBuilder()
                .setRequestHandover(RequestHandoverRequest.newBuilder()
                        .setResource(resource)
                        .setExpectedToken(expectedToken)
                        .setToSessionId(toSessionId)
                        .setActor(actor));
        return requests.write(call, reply -> null);
    }

    @Override
    public CompletableFuture<Optional<Grant>> breakLease(
            String resource, long expectedToken, String comment, String actor) {
        Call.Builder call = Call.newBuilder()
                .setBreakLease(BreakLeaseRequest.newBuilder()
                        .setResource(resource)
                        .setExpectedToken(expectedToken)
                        .setComment(comment)
                        .setActor(actor));
        return requests.write(
                call,
                reply -> reply.getBreakLease().hasNext()
                        ? Optional.of(FromWire.grant(reply.getBreakLease().getNext()))
                        : Optional.empty());
    }

    @Override
    public CompletableFuture<Integer> breakSession(long sessionId, String comment, String actor) {
        Call.Builder call = Call.newBuilder()
                .setBreakSession(BreakSessionRequest.newBuilder()
                        .setSessionId(sessionId)
                        .setComment(comment)
                        .setActor(actor));
        return requests.write(call, reply -> reply.getBreakSession().getLeasesBroken());
    }

    @Override
    public CompletableFuture<Void> closeSession(long sessionId) {
        Call.Builder call = Call.newBuilder()
                .setCloseSession(CloseSessionRequest.newBuilder().setSessionId(sessionId));
        return requests.write(call, reply -> null);
    }

    @Override
    public CompletableFuture<CallerInfo> whoAmI() {
        Call.Builder call = Call.newBuilder().setWhoAmI(WhoAmIRequest.getDefaultInstance());
        return requests.read(call, reply -> AuthWire.caller(reply.getWhoAmI()));
    }

    @Override
    public CompletableFuture<Boolean> canI(Permission permission, String resource) {
        Call.Builder call = Call.newBuilder()
                .setCanI(CanIRequest.newBuilder()
                        .setPermission(AuthWire.wire(permission))
                        .setResource(resource));
        return requests.read(call, reply -> reply.getCanI().getAllowed());
    }

    @Override
    public CompletableFuture<AuthStatus> auth() {
        Call.Builder call = Call.newBuilder().setGetAuth(GetAuthRequest.getDefaultInstance());
        return requests.read(call, reply -> AuthWire.status(reply.getGetAuth()));
    }

    @Override
    public CompletableFuture<Void> changeAuth(AuthChange change, String comment) {
        Call.Builder call = Call.newBuilder()
                .setChangeAuth(ChangeAuthRequest.newBuilder()
                        .setChange(AuthWire.wire(change))
                        .setComment(comment));
        return requests.write(call, reply -> null);
    }

    @Override
    public CompletableFuture<PublishedKeys> keys() {
        Call.Builder call = Call.newBuilder().setGetKeys(GetKeysRequest.getDefaultInstance());
        return requests.read(call, reply -> AuthWire.keys(reply.getGetKeys()));
    }

    @Override
    public CompletableFuture<PolicyList> policies() {
        Call.Builder call = Call.newBuilder().setGetPolicies(GetPoliciesRequest.getDefaultInstance());
        return requests.read(call, reply -> PoliciesFromWire.list(reply.getGetPolicies()));
    }

    @Override
    public CompletableFuture<Optional<StoredPolicy>> policyOf(String resource) {
        Call.Builder call =
                Call.newBuilder().setGetPolicies(GetPoliciesRequest.newBuilder().setResource(resource));
        return requests.read(
                call,
                reply -> PoliciesFromWire.list(reply.getGetPolicies()).policies().stream()
                        .findFirst());
    }

    @Override
    public CompletableFuture<PolicyPreview> previewPolicies(PolicyChange change, String afterResource) {
        Call.Builder call = Call.newBuilder()
                .setPreviewPolicies(PoliciesToWire.preview(change).setAfterResource(afterResource));
        return requests.read(call, reply -> PoliciesFromWire.preview(reply.getPreviewPolicies()));
    }

    @Override
    public CompletableFuture<Long> changePolicies(PolicyChange change, String comment, String actor) {
        Call.Builder call = Call.newBuilder()
                .setChangePolicies(
                        PoliciesToWire.change(change).setComment(comment).setActor(actor));
        return requests.write(call, reply -> reply.getChangePolicies().getVersion());
    }

    @Override
    public CompletableFuture<PauseList> pauses() {
        Call.Builder call = Call.newBuilder().setGetPauses(GetPausesRequest.getDefaultInstance());
        return requests.read(call, reply -> PausesFromWire.list(reply.getGetPauses()));
    }

    @Override
    public CompletableFuture<Long> pauseFailover(String scope, long expectedVersion, String comment, String actor) {
        return changePauses(scope, expectedVersion, comment, actor, true);
    }

    @Override
    public CompletableFuture<Long> resumeFailover(String scope, long expectedVersion, String comment, String actor) {
        return changePauses(scope, expectedVersion, comment, actor, false);
    }

    private CompletableFuture<Long> changePauses(
            String scope, long expectedVersion, String comment, String actor, boolean paused) {
        var request = ChangePausesRequest.newBuilder()
                .setPaused(paused)
                .setScope(scope)
                .setExpectedVersion(expectedVersion)
                .setComment(comment)
                .setActor(actor);
        return requests.write(
                Call.newBuilder().setChangePauses(request),
                reply -> reply.getChangePauses().getVersion());
    }

    @Override
    public CompletableFuture<Promotion> requestPromotion(PromotionRequest request) {
        return requests.write(
                Call.newBuilder().setRequestPromotion(PromotionsToWire.request(request)),
                reply ->
                        PromotionsFromWire.promotion(reply.getRequestPromotion().getPromotion()));
    }

    @Override
    public CompletableFuture<List<PromotionObstacle>> explainPromotion(PromotionRequest request) {
        var question = ExplainRequest.newBuilder()
                .setResource(request.resource())
                .setRegion(request.toRegion())
                .setPromotion(PromotionsToWire.request(request));
        return requests.read(
                Call.newBuilder().setExplain(question), reply -> PromotionsFromWire.obstacles(reply.getExplain()));
    }

    @Override
    public CompletableFuture<Promotion> cancelPromotion(
            String resource, long promotionId, String comment, String actor) {
        var request = CancelPromotionRequest.newBuilder()
                .setResource(resource)
                .setPromotionId(promotionId)
                .setComment(comment)
                .setActor(actor);
        return requests.write(
                Call.newBuilder().setCancelPromotion(request),
                reply -> PromotionsFromWire.promotion(reply.getCancelPromotion().getPromotion()));
    }

    @Override
    public CompletableFuture<Promotion> completePromotion(
            String resource, long sessionId, long token, long promotionId) {
        var request = CompletePromotionRequest.newBuilder()
                .setResource(resource)
                .setSessionId(sessionId)
                .setToken(token)
                .setPromotionId(promotionId);
        return requests.write(
                Call.newBuilder().setCompletePromotion(request),
                reply -> PromotionsFromWire.promotion(
                        reply.getCompletePromotion().getPromotion()));
    }

    @Override
    public CompletableFuture<Optional<Promotion>> promotion(String resource, long promotionId) {
        var request = GetPromotionRequest.newBuilder().setResource(resource).setPromotionId(promotionId);
        return requests.read(
                Call.newBuilder().setGetPromotion(request), reply -> PromotionsFromWire.found(reply.getGetPromotion()));
    }

    @Override
    public CompletableFuture<Page<Promotion>> promotions(String prefix, boolean openOnly, int pageSize, long beforeId) {
        var request = ListPromotionsRequest.newBuilder()
                .setPrefix(prefix)
                .setOpenOnly(openOnly)
                .setPageSize(pageSize)
                .setBeforePromotionId(beforeId);
        return requests.read(
                Call.newBuilder().setListPromotions(request),
                reply -> PromotionsFromWire.page(reply.getListPromotions()));
    }

    @Override
    public CompletableFuture<ClusterStatus> status() {
        return requests.status(false, FromWire::cluster);
    }

    @Override
    public CompletableFuture<ClusterStatus> statusOf(String address, boolean local) {
        return requests.statusOf(address, local, FromWire::cluster);
    }
}
