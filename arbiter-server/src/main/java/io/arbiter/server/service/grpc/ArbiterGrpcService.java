package io.arbiter.server.service.grpc;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.limit.Countable;
import io.arbiter.server.limit.Slot;
import io.arbiter.server.service.grpc.interceptor.Callers;
import io.arbiter.server.service.grpc.snapshot.SnapshotSaves;
import io.arbiter.server.watch.WatchHub;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakLeaseResponse;
import io.arbiter.v1.BreakSessionRequest;
import io.arbiter.v1.BreakSessionResponse;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.CanIResponse;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.CancelPromotionResponse;
import io.arbiter.v1.CancelWaitRequest;
import io.arbiter.v1.CancelWaitResponse;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.ChangeAuthResponse;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePausesResponse;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.ChangePoliciesResponse;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.CloseSessionResponse;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.CompletePromotionResponse;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetAuthRequest;
import io.arbiter.v1.GetAuthResponse;
import io.arbiter.v1.GetKeysRequest;
import io.arbiter.v1.GetKeysResponse;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.GetMembersRequest;
import io.arbiter.v1.GetMembersResponse;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.GetPausesResponse;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GetPromotionResponse;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.PutRecordResponse;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.ReleaseResponse;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.RenewSessionResponse;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.RequestHandoverResponse;
import io.arbiter.v1.RequestPromotionRequest;
import io.arbiter.v1.RequestPromotionResponse;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.SignTokenRequest;
import io.arbiter.v1.SignTokenResponse;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferLeadershipResponse;
import io.arbiter.v1.TransferRequest;
import io.arbiter.v1.TransferResponse;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.arbiter.v1.WhoAmIRequest;
import io.arbiter.v1.WhoAmIResponse;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The methods of {@code arbiter.v1.Arbiter}: each makes a call of its request, and nothing more. */
final class ArbiterGrpcService extends ArbiterGrpc.ArbiterImplBase {
    private final ServiceContext context;
    private final UnaryCalls unary;
    private final WatchHub watches;
    private final StatusReports status;
    private final SnapshotSaves snapshots;
    private final Set<CommandStream> streams = ConcurrentHashMap.newKeySet();

    ArbiterGrpcService(ServiceContext context, WatchHub watches, StatusReports status, SnapshotSaves snapshots) {
        this.context = context;
        this.unary = new UnaryCalls(context);
        this.watches = watches;
        this.status = status;
        this.snapshots = snapshots;
    }

    @Override
    public StreamObserver<CallBatch> calls(StreamObserver<ReplyBatch> out) {
        Slot slot;
        try {
            slot = context.admission().open(Countable.STREAM, Callers.current().clientPrincipal());
        } catch (CallException tooMany) {
            context.admission().countRefusal(tooMany);
            out.onError(StatusProto.toStatusRuntimeException(tooMany.toStatus()));
            return new IgnoredCalls();
        }
        var self = new AtomicReference<CommandStream>();
        var stream = new CommandStream(context, (ServerCallStreamObserver<ReplyBatch>) out, () -> {
            slot.close();
            streams.remove(self.get());
        });
        self.set(stream);
        streams.add(stream);
        stream.open();
        return stream;
    }

    /** Completes each command stream once its calls are answered. */
    void endStreams() {
        streams.forEach(CommandStream::end);
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> out) {
        new WatchCall(watches, context, (ServerCallStreamObserver<WatchResponse>) out)
                .begin(request, Callers.current().principal());
    }

    @Override
    public void saveSnapshot(SaveSnapshotRequest request, StreamObserver<SaveSnapshotResponse> out) {
        snapshots.save(request, Callers.current().principal(), (ServerCallStreamObserver<SaveSnapshotResponse>) out);
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> out) {
        status.report(request, Callers.current().clientPrincipal())
                .thenAcceptAsync(
                        report -> {
                            out.onNext(report);
                            out.onCompleted();
                        },
                        context.senders());
    }

    /** The rest of a stream that was refused. */
    private static final class IgnoredCalls implements StreamObserver<CallBatch> {
        @Override
        public void onNext(CallBatch late) {
            // The client has its answer.
        }

        @Override
        public void onError(Throwable gone) {
            // Nothing is open.
        }

        @Override
        public void onCompleted() {
            // It was completed with the refusal.
        }
    }

    @Override
    public void openSession(OpenSessionRequest request, StreamObserver<OpenSessionResponse> out) {
        unary.call(Call.newBuilder().setOpenSession(request), Reply::getOpenSession, out);
    }

    @Override
    public void renewSession(RenewSessionRequest request, StreamObserver<RenewSessionResponse> out) {
        unary.call(Call.newBuilder().setRenewSession(request), Reply::getRenewSession, out);
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> out) {
        unary.call(Call.newBuilder().setCloseSession(request), Reply::getCloseSession, out);
    }

    @Override
    public void breakSession(BreakSessionRequest request, StreamObserver<BreakSessionResponse> out) {
        unary.call(Call.newBuilder().setBreakSession(request), Reply::getBreakSession, out);
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> out) {
        unary.call(Call.newBuilder().setListSessions(request), Reply::getListSessions, out);
    }

    @Override
    public void acquire(AcquireRequest request, StreamObserver<AcquireResponse> out) {
        unary.call(Call.newBuilder().setAcquire(request), Reply::getAcquire, out);
    }

    @Override
    public void cancelWait(CancelWaitRequest request, StreamObserver<CancelWaitResponse> out) {
        unary.call(Call.newBuilder().setCancelWait(request), Reply::getCancelWait, out);
    }

    @Override
    public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> out) {
        unary.call(Call.newBuilder().setRelease(request), Reply::getRelease, out);
    }

    @Override
    public void transfer(TransferRequest request, StreamObserver<TransferResponse> out) {
        unary.call(Call.newBuilder().setTransfer(request), Reply::getTransfer, out);
    }

    @Override
    public void requestHandover(RequestHandoverRequest request, StreamObserver<RequestHandoverResponse> out) {
        unary.call(Call.newBuilder().setRequestHandover(request), Reply::getRequestHandover, out);
    }

    @Override
    public void breakLease(BreakLeaseRequest request, StreamObserver<BreakLeaseResponse> out) {
        unary.call(Call.newBuilder().setBreakLease(request), Reply::getBreakLease, out);
    }

    @Override
    public void getLease(GetLeaseRequest request, StreamObserver<GetLeaseResponse> out) {
        unary.call(Call.newBuilder().setGetLease(request), Reply::getGetLease, out);
    }

    @Override
    public void listLeases(ListLeasesRequest request, StreamObserver<ListLeasesResponse> out) {
        unary.call(Call.newBuilder().setListLeases(request), Reply::getListLeases, out);
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainResponse> out) {
        unary.call(Call.newBuilder().setExplain(request), Reply::getExplain, out);
    }

    @Override
    public void putRecord(PutRecordRequest request, StreamObserver<PutRecordResponse> out) {
        unary.call(Call.newBuilder().setPutRecord(request), Reply::getPutRecord, out);
    }

    @Override
    public void getRecord(GetRecordRequest request, StreamObserver<GetRecordResponse> out) {
        unary.call(Call.newBuilder().setGetRecord(request), Reply::getGetRecord, out);
    }

    @Override
    public void commitSteps(CommitStepsRequest request, StreamObserver<CommitStepsResponse> out) {
        unary.call(Call.newBuilder().setCommitSteps(request), Reply::getCommitSteps, out);
    }

    @Override
    public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> out) {
        unary.call(Call.newBuilder().setWhoAmI(request), Reply::getWhoAmI, out);
    }

    @Override
    public void canI(CanIRequest request, StreamObserver<CanIResponse> out) {
        unary.call(Call.newBuilder().setCanI(request), Reply::getCanI, out);
    }

    @Override
    public void getAuth(GetAuthRequest request, StreamObserver<GetAuthResponse> out) {
        unary.call(Call.newBuilder().setGetAuth(request), Reply::getGetAuth, out);
    }

    @Override
    public void changeAuth(ChangeAuthRequest request, StreamObserver<ChangeAuthResponse> out) {
        unary.call(Call.newBuilder().setChangeAuth(request), Reply::getChangeAuth, out);
    }

    @Override
    public void signToken(SignTokenRequest request, StreamObserver<SignTokenResponse> out) {
        unary.call(Call.newBuilder().setSignToken(request), Reply::getSignToken, out);
    }

    @Override
    public void getKeys(GetKeysRequest request, StreamObserver<GetKeysResponse> out) {
        unary.call(Call.newBuilder().setGetKeys(request), Reply::getGetKeys, out);
    }

    @Override
    public void getPolicies(GetPoliciesRequest request, StreamObserver<GetPoliciesResponse> out) {
        unary.call(Call.newBuilder().setGetPolicies(request), Reply::getGetPolicies, out);
    }

    @Override
    public void previewPolicies(PreviewPoliciesRequest request, StreamObserver<PreviewPoliciesResponse> out) {
        unary.call(Call.newBuilder().setPreviewPolicies(request), Reply::getPreviewPolicies, out);
    }

    @Override
    public void changePolicies(ChangePoliciesRequest request, StreamObserver<ChangePoliciesResponse> out) {
        unary.call(Call.newBuilder().setChangePolicies(request), Reply::getChangePolicies, out);
    }

    @Override
    public void getPauses(GetPausesRequest request, StreamObserver<GetPausesResponse> out) {
        unary.call(Call.newBuilder().setGetPauses(request), Reply::getGetPauses, out);
    }

    @Override
    public void getMembers(GetMembersRequest request, StreamObserver<GetMembersResponse> out) {
        unary.call(Call.newBuilder().setGetMembers(request), Reply::getGetMembers, out);
    }

    @Override
    public void transferLeadership(TransferLeadershipRequest request, StreamObserver<TransferLeadershipResponse> out) {
        unary.call(Call.newBuilder().setTransferLeadership(request), Reply::getTransferLeadership, out);
    }

    @Override
    public void changeMembers(ChangeMembersRequest request, StreamObserver<ChangeMembersResponse> out) {
        unary.call(Call.newBuilder().setChangeMembers(request), Reply::getChangeMembers, out);
    }

    @Override
    public void changePauses(ChangePausesRequest request, StreamObserver<ChangePausesResponse> out) {
        unary.call(Call.newBuilder().setChangePauses(request), Reply::getChangePauses, out);
    }

    @Override
    public void requestPromotion(RequestPromotionRequest request, StreamObserver<RequestPromotionResponse> out) {
        unary.call(Call.newBuilder().setRequestPromotion(request), Reply::getRequestPromotion, out);
    }

    @Override
    public void cancelPromotion(CancelPromotionRequest request, StreamObserver<CancelPromotionResponse> out) {
        unary.call(Call.newBuilder().setCancelPromotion(request), Reply::getCancelPromotion, out);
    }

    @Override
    public void completePromotion(CompletePromotionRequest request, StreamObserver<CompletePromotionResponse> out) {
        unary.call(Call.newBuilder().setCompletePromotion(request), Reply::getCompletePromotion, out);
    }

    @Override
    public void getPromotion(GetPromotionRequest request, StreamObserver<GetPromotionResponse> out) {
        unary.call(Call.newBuilder().setGetPromotion(request), Reply::getGetPromotion, out);
    }

    @Override
    public void listPromotions(ListPromotionsRequest request, StreamObserver<ListPromotionsResponse> out) {
        unary.call(Call.newBuilder().setListPromotions(request), Reply::getListPromotions, out);
    }
}
