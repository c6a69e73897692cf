package io.arbiter.server.service.call;

import io.arbiter.core.outcome.Outcome;
import io.arbiter.server.codec.WireMessages;
import io.arbiter.server.codec.WireSteps;
import io.arbiter.server.codec.policy.WirePromotions;
import io.arbiter.v1.Call.RequestCase;
import io.arbiter.v1.CloseSessionResponse;
import io.arbiter.v1.Holdings;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.ReleaseResponse;
import io.arbiter.v1.Reply;

/** Successes as replies. Built without the request: a reply reports the stored state, never the requested one. */
final class OutcomeReplies {
    private OutcomeReplies() {}

    /**
     * @param request decides only the kind of reply for an outcome of several commands
     * @param revision at which the command was applied
     */
    static Reply of(long id, RequestCase request, Outcome outcome, long revision) {
        var reply = Reply.newBuilder().setId(id);
        if (outcome instanceof Outcome.SessionOpened opened) {
            opened(reply, opened);
        } else if (outcome instanceof Outcome.SessionRenewed renewed) {
            var builder = reply.getRenewSessionBuilder().setSessionId(renewed.session());
            renewed.holdings().ifPresent(held -> builder.setHoldings(holdings(held)));
            renewed.condemned()
                    .forEach(lease -> builder.addCondemnedBuilder()
                            .setResource(lease.resource())
                            .setToken(lease.token())
                            .setPromotionId(lease.promotion()));
        } else if (outcome instanceof Outcome.SessionEnded ended) {
            ended(request, reply, ended, revision);
        } else if (outcome instanceof Outcome.RecordPut put) {
            reply.getPutRecordBuilder().setVersion(put.version());
        } else if (outcome instanceof Outcome.StepsCommitted committed) {
            reply.setCommitSteps(WireSteps.response(committed.answer()));
        } else if (outcome instanceof Outcome.AuthChanged) {
            reply.getChangeAuthBuilder().setRevision(revision);
        } else if (outcome instanceof Outcome.PoliciesChanged changed) {
            reply.getChangePoliciesBuilder().setVersion(changed.version()).setRevision(revision);
        } else if (outcome instanceof Outcome.PromotionStored stored) {
            promotion(request, reply, WirePromotions.info(stored.promotion()), revision);
        } else if (outcome instanceof Outcome.PausesChanged changed) {
            reply.getChangePausesBuilder().setVersion(changed.version()).setRevision(revision);
        } else {
            lease(reply, outcome, revision);
        }
        return reply.build();
    }

    private static void promotion(RequestCase request, Reply.Builder reply, PromotionInfo promotion, long revision) {
        switch (request) {
            case REQUEST_PROMOTION ->
                reply.getRequestPromotionBuilder().setPromotion(promotion).setRevision(revision);
            case CANCEL_PROMOTION ->
                reply.getCancelPromotionBuilder().setPromotion(promotion).setRevision(revision);
            case COMPLETE_PROMOTION -> reply.getCompletePromotionBuilder().setPromotion(promotion);
            default -> throw new IllegalStateException(request + " stores no promotion");
        }
    }

    private static void lease(Reply.Builder reply, Outcome outcome, long revision) {
        if (outcome instanceof Outcome.LeaseAcquired acquired) {
            reply.getAcquireBuilder().setLease(WireMessages.lease(acquired.lease()));
        } else if (outcome instanceof Outcome.WaitCancelled cancelled) {
            reply.getCancelWaitBuilder().setCancelled(cancelled.wasWaiting());
        } else if (outcome instanceof Outcome.LeaseReleased) {
            reply.setRelease(ReleaseResponse.getDefaultInstance());
        } else if (outcome instanceof Outcome.LeaseTransferred transferred) {
            reply.getTransferBuilder().setNewToken(transferred.newToken());
        } else if (outcome instanceof Outcome.HandoverRequested) {
            reply.getRequestHandoverBuilder().setRevision(revision);
        } else if (outcome instanceof Outcome.LeaseBroken broken) {
            var builder = reply.getBreakLeaseBuilder().setRevision(revision);
            broken.next().ifPresent(next -> builder.setNext(WireMessages.lease(next)));
        } else {
            throw new IllegalStateException("an outcome that no client's command has: " + outcome);
        }
    }

    private static void opened(Reply.Builder reply, Outcome.SessionOpened opened) {
        reply.getOpenSessionBuilder()
                .setSessionId(opened.session())
                .setTtlMillis(opened.ttlMillis())
                .setDriftBoundPpm(opened.driftBoundPpm())
                .setHoldings(holdings(opened.holdings()))
                .addAllWaiting(opened.waiting());
    }

    private static void ended(RequestCase request, Reply.Builder reply, Outcome.SessionEnded ended, long revision) {
        if (request == RequestCase.BREAK_SESSION) {
            reply.getBreakSessionBuilder().setLeasesBroken(ended.leasesEnded()).setRevision(revision);
        } else {
            reply.setCloseSession(CloseSessionResponse.getDefaultInstance());
        }
    }

    private static Holdings holdings(Outcome.Holdings held) {
        return Holdings.newBuilder()
                .setVersion(held.version())
                .setNewestToken(held.newestToken())
                .addAllLeases(held.leases().stream().map(WireMessages::lease).toList())
                .build();
    }
}
