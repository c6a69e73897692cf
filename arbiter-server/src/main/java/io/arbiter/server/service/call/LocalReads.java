package io.arbiter.server.service.call;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.forward.CallKind;
import io.arbiter.server.members.MemberCalls;
import io.arbiter.server.read.AuthReads;
import io.arbiter.server.read.Explanation;
import io.arbiter.server.read.LeaseReads;
import io.arbiter.server.read.PauseReads;
import io.arbiter.server.read.PolicyReads;
import io.arbiter.server.read.PromotionReads;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.read.Visible;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import io.arbiter.server.signing.TokenSigner;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/** Answers reads from this node's state, behind a barrier unless the caller accepts a stale answer. */
final class LocalReads {
    private final Replica replica;
    private final ReadBarriers barriers;
    private final KnownRegions regions;
    private final TokenSigner signer;
    private final Ownership ownership;
    private final MemberCalls members;

    LocalReads(
            Replica replica,
            ReadBarriers barriers,
            KnownRegions regions,
            TokenSigner signer,
            Ownership ownership,
            MemberCalls members) {
        this.members = members;
        this.ownership = ownership;
        this.replica = replica;
        this.barriers = barriers;
        this.regions = regions;
        this.signer = signer;
    }

    /** The request has been checked. */
    Attempt read(InFlightCall read, CallKind kind) {
        Call call = read.request();
        if (!call.getExplain().getRegion().isEmpty()) {
            regions.require(call.getExplain().getRegion());
        }
        if (call.hasPreviewPolicies()) {
            WirePolicies.regions(call.getPreviewPolicies().getPutsList()).forEach(regions::require);
        }
        if (kind == CallKind.STALE_READ) {
            return Attempt.uncancellable(CompletableFuture.completedFuture(reply(read, true)));
        }
        CompletableFuture<Void> caughtUp =
                kind == CallKind.LEADER_READ ? barriers.caughtUpAsLeader() : barriers.caughtUp();
        var reply = caughtUp.thenApply(done -> reply(read, false));
        return Attempt.uncancellable(
                call.hasSignToken() ? reply.thenCompose(answer -> signed(answer, read.caller())) : reply);
    }

    private CompletableFuture<Reply> signed(Reply answer, Principal holder) {
        var signed = new CompletableFuture<Reply>();
        signer.pass(answer, holder, signed::complete);
        return signed;
    }

    /** Held against the rights in the very state that is read. */
    private Reply reply(InFlightCall read, boolean stale) {
        Call call = read.request();
        return replica.read(view -> {
                    AccessCheck.check(view.state(), ownership, call, read.caller());
                    return reply(view, call, stale, read.caller());
                })
                .setId(call.getId())
                .build();
    }

    private Reply.Builder reply(View view, Call call, boolean stale, Principal caller) {
        var visible = new Visible(view.state().rightsOf(caller), caller, ownership);
        var reply = Reply.newBuilder();
        return switch (call.getRequestCase()) {
            case GET_LEASE -> reply.setGetLease(LeaseReads.getLease(view, call.getGetLease(), stale));
            case LIST_LEASES -> reply.setListLeases(LeaseReads.listLeases(view, call.getListLeases(), visible, stale));
            case LIST_SESSIONS ->
                reply.setListSessions(LeaseReads.listSessions(view, call.getListSessions(), visible, stale));
            case EXPLAIN -> reply.setExplain(Explanation.explain(view, call.getExplain()));
            case GET_RECORD -> reply.setGetRecord(LeaseReads.getRecord(view, call.getGetRecord()));
            case WHO_AM_I -> reply.setWhoAmI(AuthReads.whoAmI(view, caller));
            case CAN_I -> reply.setCanI(AuthReads.canI(view, caller, call.getCanI()));
            case GET_AUTH -> reply.setGetAuth(AuthReads.getAuth(view));
            case SIGN_TOKEN -> reply.setSignToken(LeaseReads.signToken(view, call.getSignToken()));
            case GET_POLICIES ->
                reply.setGetPolicies(PolicyReads.getPolicies(
                        view, call.getGetPolicies(), view.state().rightsOf(caller)));
            case GET_PAUSES ->
                reply.setGetPauses(PauseReads.getPauses(
                        view, call.getGetPauses(), view.state().rightsOf(caller)));
            case GET_PROMOTION -> reply.setGetPromotion(PromotionReads.get(view, call.getGetPromotion()));
            case LIST_PROMOTIONS ->
                reply.setListPromotions(PromotionReads.list(view, call.getListPromotions(), visible));
            case PREVIEW_POLICIES ->
                reply.setPreviewPolicies(PolicyReads.preview(view, call.getPreviewPolicies(), visible));
            case GET_KEYS -> reply.setGetKeys(AuthReads.getKeys(view));
            case GET_MEMBERS -> reply.setGetMembers(members.members());
            default ->
                throw CallException.invalid("request", call.getRequestCase().name(), "a read");
        };
    }
}
