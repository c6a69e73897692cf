package io.arbiter.server.codec;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.server.codec.auth.WireAuth;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.v1.LeaseInfo;
import java.util.Optional;

/** Converts the core's values to messages of the client protocol. */
public final class WireMessages {
    private WireMessages() {}

    public static LeaseInfo lease(Lease lease) {
        return LeaseInfo.newBuilder()
                .setResource(lease.resource())
                .setSessionId(lease.session())
                .setToken(lease.token())
                .setBasis(basis(lease.basis()))
                .setGrantedRevision(lease.grantedRevision())
                .setGrantedWallMillis(lease.grantedWallMillis())
                .setHolder(lease.holder())
                .setRegion(lease.region())
                .setHandoverToSessionId(lease.handoverTo())
                .build();
    }

    public static io.arbiter.v1.Event event(Event event) {
        var proto =
                io.arbiter.v1.Event.newBuilder().setRevision(event.revision()).setWallMillis(event.wallMillis());
        Event.Change change = event.change();
        if (change instanceof Event.SessionOpened opened) {
            proto.getSessionOpenedBuilder()
                    .setSessionId(opened.session())
                    .setClientId(opened.clientId())
                    .setHolder(opened.holder())
                    .setRegion(opened.region());
        } else if (change instanceof Event.SessionEnded ended) {
            proto.getSessionEndedBuilder()
                    .setSessionId(ended.session())
                    .setReason(endReason(ended.reason()))
                    .setActor(ended.by().map(OperatorAction::actor).orElse(""))
                    .setComment(ended.by().map(OperatorAction::comment).orElse(""))
                    .setIdentity(identity(ended.by()));
        } else if (change instanceof Event.AccessChanged changed) {
            proto.getAccessChangedBuilder()
                    .setChange(WireAuth.change(changed.change()))
                    .setIdentity(changed.by().caller().identity())
                    .setComment(changed.by().comment());
        } else {
            resourceChange(proto, change);
        }
        return proto.build();
    }

    private static String identity(Optional<OperatorAction> by) {
        return by.map(action -> action.identity().identity()).orElse("");
    }

    private static void resourceChange(io.arbiter.v1.Event.Builder proto, Event.Change change) {
        if (change instanceof Event.LeaseGranted granted) {
            proto.getLeaseGrantedBuilder().setLease(lease(granted.lease()));
        } else if (change instanceof Event.LeaseEnded ended) {
            proto.getLeaseEndedBuilder()
                    .setResource(ended.name())
                    .setSessionId(ended.session())
                    .setToken(ended.token())
                    .setReason(endReason(ended.reason()))
                    .setActor(ended.by().map(OperatorAction::actor).orElse(""))
                    .setComment(ended.by().map(OperatorAction::comment).orElse(""))
                    .setIdentity(identity(ended.by()));
        } else if (change instanceof Event.HandoverRequested requested) {
            proto.getHandoverRequestedBuilder()
                    .setResource(requested.name())
                    .setToken(requested.token())
                    .setToSessionId(requested.toSession())
                    .setActor(requested.actor())
                    .setIdentity(requested.identity().identity());
        } else if (change instanceof Event.RecordChanged changed) {
            proto.getRecordChangedBuilder()
                    .setResource(changed.name())
                    .setToken(changed.token())
                    .setVersion(changed.version())
                    .setDeleted(changed.deleted());
        } else if (change instanceof Event.WaitRevoked revoked) {
            proto.getWaitRevokedBuilder().setResource(revoked.name()).setSessionId(revoked.session());
        } else {
            WirePolicies.change(proto, change);
        }
    }

    private static io.arbiter.v1.EndReason endReason(EndReason reason) {
        return switch (reason) {
            case RELEASED -> io.arbiter.v1.EndReason.END_REASON_RELEASED;
            case EXPIRED -> io.arbiter.v1.EndReason.END_REASON_EXPIRED;
            case BROKEN -> io.arbiter.v1.EndReason.END_REASON_BROKEN;
            case TRANSFERRED -> io.arbiter.v1.EndReason.END_REASON_TRANSFERRED;
            case TAKEN_OVER -> io.arbiter.v1.EndReason.END_REASON_TAKEN_OVER;
            case CONDEMNED -> io.arbiter.v1.EndReason.END_REASON_CONDEMNED;
        };
    }

    static io.arbiter.v1.GrantBasis basis(GrantBasis basis) {
        return switch (basis) {
            case FIRST -> io.arbiter.v1.GrantBasis.GRANT_BASIS_FIRST;
            case RELEASED -> io.arbiter.v1.GrantBasis.GRANT_BASIS_RELEASED;
            case EXPIRED -> io.arbiter.v1.GrantBasis.GRANT_BASIS_EXPIRED;
            case TAKEN_OVER -> io.arbiter.v1.GrantBasis.GRANT_BASIS_TAKEN_OVER;
            case BROKEN -> io.arbiter.v1.GrantBasis.GRANT_BASIS_BROKEN;
            case CONDEMNED -> io.arbiter.v1.GrantBasis.GRANT_BASIS_CONDEMNED;
        };
    }
}
