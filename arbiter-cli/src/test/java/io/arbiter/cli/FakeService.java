package io.arbiter.cli;

import static io.arbiter.cli.FakeArbiter.answer;
import static io.arbiter.cli.FakeArbiter.refuse;

import io.arbiter.v1.*;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.CancelPromotionResponse;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePausesResponse;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.ChangePoliciesResponse;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.CompletePromotionResponse;
import io.arbiter.v1.GetMembersRequest;
import io.arbiter.v1.GetMembersResponse;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.GetPausesResponse;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GetPromotionResponse;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import io.arbiter.v1.RequestPromotionRequest;
import io.arbiter.v1.RequestPromotionResponse;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferLeadershipResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The calls about leases, records and events over {@link FakeArbiter}. */
final class FakeService extends FakeSessionService {
    private final FakeArbiter state;
    private final Channel unary;

    /** @param unary where the calls of a stream are carried out */
    FakeService(FakeArbiter state, Channel unary) {
        super(state);
        this.state = state;
        this.unary = unary;
    }

    @Override
    public StreamObserver<CallBatch> calls(StreamObserver<ReplyBatch> replies) {
        return new FakeCalls(ClientInterceptors.intercept(unary, Faults.namingTheSame()), replies);
    }

    @Override
    public void cancelWait(CancelWaitRequest request, StreamObserver<CancelWaitResponse> to) {
        state.requests.add(request);
        answer(
                to,
                CancelWaitResponse.newBuilder()
                        .setCancelled(state.leaveQueue(request.getResource(), request.getSessionId()))
                        .build());
    }

    /** Waits as the service does: until granted, or until the caller has gone. */
    @Override
    public void acquire(AcquireRequest request, StreamObserver<AcquireResponse> to) {
        state.requests.add(request);
        synchronized (state) {
            LeaseInfo held = state.leases.get(request.getResource());
            if (held != null && held.getSessionId() != request.getSessionId() && !request.getWait()) {
                to.onError(refuse(
                        9,
                        "LEASE_HELD",
                        request.getResource() + " is held by " + held.getHolder(),
                        "resource",
                        request.getResource(),
                        "token",
                        "" + held.getToken(),
                        "holder",
                        held.getHolder(),
                        "holder_session_id",
                        "" + held.getSessionId(),
                        "region",
                        held.getRegion()));
                return;
            }
        }
        ((ServerCallStreamObserver<AcquireResponse>) to).setOnCancelHandler(() -> {});
        Context context = Context.current();
        new Thread(() -> whenGranted(request, to, context), "fake-wait").start();
    }

    private void whenGranted(AcquireRequest request, StreamObserver<AcquireResponse> to, Context context) {
        LeaseInfo lease = state.await(
                () -> state.leases.get(request.getResource()),
                held -> held != null && held.getSessionId() == request.getSessionId(),
                context);
        if (lease != null && state.breaksGrants) {
            state.end(request.getResource(), EndReason.END_REASON_BROKEN, 0);
        }
        if (lease != null) {
            answer(to, AcquireResponse.newBuilder().setLease(lease).build());
        }
    }

    @Override
    public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> {
            if (!state.ended(request.getToken(), EndReason.END_REASON_RELEASED)) {
                LeaseInfo held = state.expect(request.getResource(), request.getToken());
                if (held.getSessionId() != request.getSessionId()) {
                    throw refuse(
                            9,
                            "LEASE_HELD",
                            request.getResource() + " is held by another session",
                            "resource",
                            request.getResource(),
                            "holder_session_id",
                            "" + held.getSessionId());
                }
                state.end(request.getResource(), EndReason.END_REASON_RELEASED, 0);
            }
            return ReleaseResponse.getDefaultInstance();
        });
    }

    @Override
    public void transfer(TransferRequest request, StreamObserver<TransferResponse> to) {
        state.requests.add(request);
        state.beforeTransfer.run();
        state.guarded(to, () -> {
            state.expect(request.getResource(), request.getToken());
            return TransferResponse.newBuilder()
                    .setNewToken(
                            state.end(request.getResource(), EndReason.END_REASON_TRANSFERRED, request.getToSessionId())
                                    .getToken())
                    .build();
        });
    }

    @Override
    public void requestHandover(RequestHandoverRequest request, StreamObserver<RequestHandoverResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> {
            state.expect(request.getResource(), request.getExpectedToken() - (state.refusesHandovers ? 1 : 0));
            state.askHandover(request.getResource(), request.getToSessionId());
            if (state.obedientHolder) {
                state.end(request.getResource(), EndReason.END_REASON_TRANSFERRED, request.getToSessionId());
            }
            return RequestHandoverResponse.getDefaultInstance();
        });
    }

    @Override
    public void breakLease(BreakLeaseRequest request, StreamObserver<BreakLeaseResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> {
            if (state.ended(request.getExpectedToken(), EndReason.END_REASON_BROKEN)) {
                return BreakLeaseResponse.getDefaultInstance();
            }
            state.expect(request.getResource(), request.getExpectedToken());
            LeaseInfo next = state.end(request.getResource(), EndReason.END_REASON_BROKEN, 0);
            BreakLeaseResponse.Builder answer = BreakLeaseResponse.newBuilder();
            return (next == null ? answer : answer.setNext(next)).build();
        });
    }

    @Override
    public void getLease(GetLeaseRequest request, StreamObserver<GetLeaseResponse> to) {
        state.requests.add(request);
        GetLeaseResponse.Builder found = GetLeaseResponse.newBuilder()
                .setRevision(state.revision)
                .addAllWaiters(state.waiters.getOrDefault(request.getResource(), List.of()));
        LeaseInfo lease = state.leases.get(request.getResource());
        answer(to, (lease == null ? found : found.setLease(lease).setRemainingMillis(4_200)).build());
    }

    @Override
    public void listLeases(ListLeasesRequest request, StreamObserver<ListLeasesResponse> to) {
        state.requests.add(request);
        List<LeaseInfo> all = state.leases.values().stream()
                .filter(lease -> lease.getResource().startsWith(request.getPrefix())
                        && lease.getResource().compareTo(request.getAfterResource()) > 0)
                .toList();
        int count = Math.min(all.size(), request.getPageSize() == 0 ? 1_000 : request.getPageSize());
        ListLeasesResponse.Builder page =
                ListLeasesResponse.newBuilder().setRevision(state.revision).setMore(count < all.size());
        all.subList(0, count)
                .forEach(lease -> page.addRows(ListLeasesResponse.Row.newBuilder()
                        .setLease(lease)
                        .setRemainingMillis(4_200)
                        .setWaiters(state.waiters
                                .getOrDefault(lease.getResource(), List.of())
                                .size())));
        answer(to, page.build());
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainResponse> to) {
        state.requests.add(request);
        ExplainResponse.Builder found = ExplainResponse.newBuilder()
                .setRevision(state.revision)
                .setResource(request.getResource())
                .addAllWaiters(state.waiters.getOrDefault(request.getResource(), List.of()));
        if (request.hasPromotion()) {
            FakePromotions.explain(request.getPromotion(), found);
        }
        LeaseInfo lease = state.leases.get(request.getResource());
        if (lease != null) {
            found.setLease(lease)
                    .setRemainingMillis(4_200)
                    .addConditions(ExplainResponse.Condition.newBuilder()
                            .setCode(ExplainResponse.Condition.Code.CODE_HELD)
                            .setDetail("Session " + lease.getSessionId() + " holds it.")
                            .setEarliestMillis(4_200))
                    .addConditions(ExplainResponse.Condition.newBuilder()
                            .setCode(ExplainResponse.Condition.Code.CODE_QUEUED_BEHIND)
                            .setDetail("1 session waits ahead."));
        }
        answer(to, found.build());
    }

    @Override
    public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> to) {
        answer(to, FakeAuth.who());
    }

    @Override
    public void canI(CanIRequest request, StreamObserver<CanIResponse> to) {
        answer(to, FakeAuth.may(request));
    }

    @Override
    public void getAuth(GetAuthRequest request, StreamObserver<GetAuthResponse> to) {
        answer(to, FakeAuth.all());
    }

    @Override
    public void getKeys(GetKeysRequest request, StreamObserver<GetKeysResponse> to) {
        answer(to, FakeAuth.keys());
    }

    @Override
    public void getPolicies(GetPoliciesRequest request, StreamObserver<GetPoliciesResponse> to) {
        answer(to, FakePolicies.get(request));
    }

    @Override
    public void previewPolicies(PreviewPoliciesRequest request, StreamObserver<PreviewPoliciesResponse> to) {
        answer(to, FakePolicies.preview(request));
    }

    @Override
    public void changePolicies(ChangePoliciesRequest request, StreamObserver<ChangePoliciesResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> FakePolicies.change(request));
    }

    @Override
    public void getPauses(GetPausesRequest request, StreamObserver<GetPausesResponse> to) {
        answer(to, FakePauses.get());
    }

    @Override
    public void requestPromotion(RequestPromotionRequest request, StreamObserver<RequestPromotionResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> state.promotions.request(request));
    }

    @Override
    public void getPromotion(GetPromotionRequest request, StreamObserver<GetPromotionResponse> to) {
        answer(to, state.promotions.get(request));
    }

    @Override
    public void listPromotions(ListPromotionsRequest request, StreamObserver<ListPromotionsResponse> to) {
        answer(to, state.promotions.list(request));
    }

    @Override
    public void cancelPromotion(CancelPromotionRequest request, StreamObserver<CancelPromotionResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> state.promotions.cancel(request));
    }

    @Override
    public void completePromotion(CompletePromotionRequest request, StreamObserver<CompletePromotionResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> state.promotions.complete(request));
    }

    @Override
    public void getMembers(GetMembersRequest request, StreamObserver<GetMembersResponse> to) {
        state.guarded(to, state.members::get);
    }

    @Override
    public void changeMembers(ChangeMembersRequest request, StreamObserver<ChangeMembersResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> state.members.change(request));
    }

    @Override
    public void transferLeadership(TransferLeadershipRequest request, StreamObserver<TransferLeadershipResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> FakeMembers.transferLeadership(request));
    }

    @Override
    public void changePauses(ChangePausesRequest request, StreamObserver<ChangePausesResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> FakePauses.change(request));
    }

    @Override
    public void changeAuth(ChangeAuthRequest request, StreamObserver<ChangeAuthResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> FakeAuth.change(request));
    }

    @Override
    public void putRecord(PutRecordRequest request, StreamObserver<PutRecordResponse> to) {
        state.requests.add(request);
        state.guarded(to, () -> state.records.put(request));
    }

    @Override
    public void getRecord(GetRecordRequest request, StreamObserver<GetRecordResponse> to) {
        state.requests.add(request);
        answer(to, state.records.get(request.getResource()));
    }

    @Override
    public void saveSnapshot(SaveSnapshotRequest request, StreamObserver<SaveSnapshotResponse> to) {
        state.requests.add(request);
        state.snapshots.send(to);
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> to) {
        state.requests.add(request);
        if (state.compactedBelow > request.getFromRevision()) {
            to.onError(refuse(
                    11,
                    "HISTORY_COMPACTED",
                    "the history begins at " + state.compactedBelow,
                    "oldest_revision",
                    "" + state.compactedBelow));
            return;
        }
        Context context = Context.current();
        ((ServerCallStreamObserver<WatchResponse>) to).setOnCancelHandler(() -> {});
        new Thread(() -> FakeWatch.stream(state, request, to, context), "fake-watch").start();
    }
}
