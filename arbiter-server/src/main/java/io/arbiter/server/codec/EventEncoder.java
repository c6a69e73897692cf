package io.arbiter.server.codec;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.Event;
import io.arbiter.internal.v1.EventProto;
import io.arbiter.internal.v1.InterventionProto;
import io.arbiter.internal.v1.ViolationProto;
import io.arbiter.server.codec.auth.AuthEncoder;
import io.arbiter.server.codec.policy.ActionCodec;
import io.arbiter.server.codec.policy.PauseCodec;
import io.arbiter.server.codec.policy.PromotionCodec;
import java.util.Optional;
import java.util.function.Consumer;

/** Encodes an event of the history as it stands in a snapshot. */
final class EventEncoder {
    private EventEncoder() {}

    static EventProto encode(Event event) {
        var proto = EventProto.newBuilder().setRevision(event.revision()).setWallMillis(event.wallMillis());
        Event.Change change = event.change();
        if (change instanceof Event.SessionOpened opened) {
            proto.getSessionOpenedBuilder()
                    .setSession(opened.session())
                    .setClientId(opened.clientId())
                    .setHolder(opened.holder())
                    .setRegion(opened.region());
        } else if (change instanceof Event.SessionEnded ended) {
            var builder = proto.getSessionEndedBuilder()
                    .setSession(ended.session())
                    .setReason(ImageEncoder.endReason(ended.reason()));
            by(ended.by(), builder::setBy);
        } else if (change instanceof Event.AccessChanged changed) {
            proto.getAccessChangedBuilder()
                    .setChange(AuthEncoder.change(changed.change()))
                    .setBy(AuthEncoder.by(changed.by()));
        } else {
            encodeResourceChange(proto, change);
        }
        return proto.build();
    }

    private static void encodeResourceChange(EventProto.Builder proto, Event.Change change) {
        if (change instanceof Event.LeaseGranted granted) {
            proto.setLeaseGranted(ImageEncoder.lease(granted.lease()));
        } else if (change instanceof Event.LeaseEnded ended) {
            var builder = proto.getLeaseEndedBuilder()
                    .setName(ended.name())
                    .setSession(ended.session())
                    .setToken(ended.token())
                    .setReason(ImageEncoder.endReason(ended.reason()));
            by(ended.by(), builder::setBy);
        } else if (change instanceof Event.HandoverRequested requested) {
            proto.getHandoverRequestedBuilder()
                    .setName(requested.name())
                    .setToken(requested.token())
                    .setToSession(requested.toSession())
                    .setActor(requested.actor())
                    .setIdentity(requested.identity().identity());
        } else if (change instanceof Event.RecordChanged changed) {
            proto.getRecordChangedBuilder()
                    .setName(changed.name())
                    .setToken(changed.token())
                    .setVersion(changed.version())
                    .setDeleted(changed.deleted());
        } else if (change instanceof Event.WaitRevoked revoked) {
            proto.getWaitRevokedBuilder().setName(revoked.name()).setSession(revoked.session());
        } else {
            encodePolicyChange(proto, change);
        }
    }

    private static void encodePolicyChange(EventProto.Builder proto, Event.Change change) {
        if (change instanceof Event.PolicyChanged changed) {
            proto.getPolicyChangedBuilder()
                    .setScope(changed.scope())
                    .setVersion(changed.version())
                    .setDeleted(changed.deleted())
                    .setBy(ActionCodec.encode(changed.by()));
        } else if (change instanceof Event.WaitForbidden forbidden) {
            proto.getWaitForbiddenBuilder()
                    .setName(forbidden.name())
                    .setSession(forbidden.session())
                    .setViolation(ViolationProto.newBuilder()
                            .setScope(forbidden.scope())
                            .setVersion(forbidden.version())
                            .setField(forbidden.field())
                            .setFound(forbidden.found()));
        } else if (change instanceof Event.LeaseConfined confined) {
            proto.getLeaseConfinedBuilder()
                    .setName(confined.name())
                    .setRegion(confined.region())
                    .setToken(confined.token());
        } else if (change instanceof Event.ConfinementLifted lifted) {
            proto.getConfinementLiftedBuilder()
                    .setName(lifted.name())
                    .setRegion(lifted.region())
                    .setToken(lifted.token())
                    .setBy(ActionCodec.encode(lifted.by()));
        } else if (change instanceof Event.FailoverPaused paused) {
            proto.getFailoverPausedBuilder().setPause(PauseCodec.encode(paused.pause()));
        } else if (change instanceof Event.FailoverResumed resumed) {
            proto.setFailoverResumed(PauseCodec.encode(resumed));
        } else {
            PromotionCodec.encode(proto, change);
        }
    }

    private static void by(Optional<OperatorAction> by, Consumer<InterventionProto> target) {
        by.map(ActionCodec::encode).ifPresent(target);
    }
}
