package io.arbiter.server.codec;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.Event;
import io.arbiter.internal.v1.EventProto;
import io.arbiter.internal.v1.InterventionProto;
import io.arbiter.server.codec.auth.AuthDecoder;
import io.arbiter.server.codec.policy.ActionCodec;
import io.arbiter.server.codec.policy.PauseCodec;
import io.arbiter.server.codec.policy.PromotionCodec;
import java.util.Optional;

/** Decodes an event of the history in a snapshot. */
final class EventDecoder {
    private EventDecoder() {}

    static Event decode(EventProto proto) {
        return new Event(proto.getRevision(), proto.getWallMillis(), change(proto));
    }

    private static Event.Change change(EventProto proto) {
        return switch (proto.getChangeCase()) {
            case SESSION_OPENED -> opened(proto.getSessionOpened());
            case SESSION_ENDED -> ended(proto.getSessionEnded());
            case LEASE_GRANTED -> new Event.LeaseGranted(ImageDecoder.lease(proto.getLeaseGranted()));
            case LEASE_ENDED -> ended(proto.getLeaseEnded());
            case HANDOVER_REQUESTED -> requested(proto.getHandoverRequested());
            case RECORD_CHANGED -> changed(proto.getRecordChanged());
            case WAIT_REVOKED ->
                new Event.WaitRevoked(
                        proto.getWaitRevoked().getName(), proto.getWaitRevoked().getSession());
            case ACCESS_CHANGED ->
                new Event.AccessChanged(
                        AuthDecoder.change(proto.getAccessChanged().getChange()),
                        AuthDecoder.by(proto.getAccessChanged().getBy()));
            case POLICY_CHANGED -> changed(proto.getPolicyChanged());
            case WAIT_FORBIDDEN -> forbidden(proto.getWaitForbidden());
            case LEASE_CONFINED ->
                new Event.LeaseConfined(
                        proto.getLeaseConfined().getName(),
                        proto.getLeaseConfined().getRegion(),
                        proto.getLeaseConfined().getToken());
            case CONFINEMENT_LIFTED -> lifted(proto.getConfinementLifted());
            case FAILOVER_PAUSED ->
                new Event.FailoverPaused(
                        PauseCodec.decode(proto.getFailoverPaused().getPause()));
            case FAILOVER_RESUMED -> PauseCodec.decode(proto.getFailoverResumed());
            case LEASE_CONDEMNED -> PromotionCodec.decode(proto.getLeaseCondemned());
            case PROMOTION_STEPPED -> PromotionCodec.decode(proto.getPromotionStepped());
            case COOL_DOWN_ENDED ->
                new Event.CoolDownEnded(
                        proto.getCoolDownEnded().getName(),
                        proto.getCoolDownEnded().getPromotion());
            case CHANGE_NOT_SET -> throw new IllegalArgumentException("event without a known change");
        };
    }

    private static Event.Change opened(EventProto.SessionOpened opened) {
        return new Event.SessionOpened(
                opened.getSession(), opened.getClientId(), opened.getHolder(), opened.getRegion());
    }

    private static Event.Change ended(EventProto.SessionEnded ended) {
        return new Event.SessionEnded(
                ended.getSession(), ImageDecoder.endReason(ended.getReason()), by(ended.hasBy(), ended.getBy()));
    }

    private static Event.Change ended(EventProto.LeaseEnded ended) {
        return new Event.LeaseEnded(
                ended.getName(),
                ended.getSession(),
                ended.getToken(),
                ImageDecoder.endReason(ended.getReason()),
                by(ended.hasBy(), ended.getBy()));
    }

    private static Optional<OperatorAction> by(boolean known, InterventionProto by) {
        return known ? Optional.of(ActionCodec.decode(by)) : Optional.empty();
    }

    private static Event.Change requested(EventProto.HandoverRequested requested) {
        return new Event.HandoverRequested(
                requested.getName(),
                requested.getToken(),
                requested.getToSession(),
                requested.getActor(),
                new Principal(requested.getIdentity()));
    }

    private static Event.Change changed(EventProto.PolicyChanged changed) {
        return new Event.PolicyChanged(
                changed.getScope(), changed.getVersion(), changed.getDeleted(), ActionCodec.decode(changed.getBy()));
    }

    private static Event.Change forbidden(EventProto.WaitForbidden forbidden) {
        return new Event.WaitForbidden(
                forbidden.getName(),
                forbidden.getSession(),
                forbidden.getViolation().getScope(),
                forbidden.getViolation().getVersion(),
                forbidden.getViolation().getField(),
                forbidden.getViolation().getFound());
    }

    private static Event.Change lifted(EventProto.ConfinementLifted lifted) {
        return new Event.ConfinementLifted(
                lifted.getName(), lifted.getRegion(), lifted.getToken(), ActionCodec.decode(lifted.getBy()));
    }

    private static Event.Change changed(EventProto.RecordChanged changed) {
        return new Event.RecordChanged(
                changed.getName(), changed.getToken(), changed.getVersion(), changed.getDeleted());
    }
}
