package io.arbiter.server.codec;

import com.google.protobuf.ByteString;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.EndedLease;
import io.arbiter.core.machine.EndedSession;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.internal.v1.ClusterIdentityProto;
import io.arbiter.internal.v1.EndReasonProto;
import io.arbiter.internal.v1.EndedSessionProto;
import io.arbiter.internal.v1.EndingProto;
import io.arbiter.internal.v1.GrantBasisProto;
import io.arbiter.internal.v1.LeaseProto;
import io.arbiter.internal.v1.LockDelayProto;
import io.arbiter.internal.v1.RecordProto;
import io.arbiter.internal.v1.ResourceImageProto;
import io.arbiter.internal.v1.SessionImageProto;
import io.arbiter.internal.v1.SnapshotHeader;
import io.arbiter.internal.v1.WaiterProto;

/** The parts of a state image as they stand in a snapshot. */
final class ImageEncoder {
    private ImageEncoder() {}

    static SnapshotHeader header(StateSnapshot image) {
        var counters = image.counters();
        var header = SnapshotHeader.newBuilder()
                .setFormat(SnapshotCodec.formatOf(image))
                .setLastToken(counters.lastToken())
                .setLastSession(counters.lastSession())
                .setLastRecordVersion(counters.lastRecordVersion())
                .setAppliedIndex(counters.appliedIndex())
                .setWallMillis(counters.wallMillis())
                .setRestoredAtSecond(counters.restoredAtSecond())
                .setCompactedRevision(image.compactedRevision())
                .setAuthEnabled(image.auth().enabled())
                .setPoliciesVersion(image.policies().version())
                .setPausesVersion(image.pauses().version())
                .setLastPromotion(image.promotions().lastId());
        image.identity()
                .ifPresent(identity -> header.setIdentity(
                        ClusterIdentityProto.newBuilder().setId(identity.id()).setTokensAbove(identity.tokensAbove())));
        return header.build();
    }

    static SessionImageProto session(StateSnapshot.SessionImage session) {
        var proto = SessionImageProto.newBuilder()
                .setId(session.id())
                .setSpec(CommandEncoder.encode(session.spec()))
                .setOpenedWallMillis(session.openedWallMillis())
                .setRenewals(session.renewals())
                .setHoldingsVersion(session.holdingsVersion());
        if (!session.steps().isEmpty()) {
            proto.setSteps(StepCodec.encode(session.steps()));
        }
        return proto.build();
    }

    static ResourceImageProto resource(StateSnapshot.ResourceImage resource) {
        var proto = ResourceImageProto.newBuilder().setName(resource.name());
        resource.lease().ifPresent(lease -> proto.setLease(grant(lease)));
        for (Resource.Waiter waiter : resource.waiters()) {
            proto.addWaiters(
                    WaiterProto.newBuilder().setSession(waiter.session()).setAttempt(waiter.attempt()));
        }
        resource.lockDelay()
                .ifPresent(delay -> proto.setLockDelay(LockDelayProto.newBuilder()
                        .setToken(delay.token())
                        .setNanos(delay.nanos())
                        .setSession(delay.session())
                        .setRegion(delay.region())
                        .setOwner(delay.owner().identity())));
        resource.confinement()
                .ifPresent(confinement -> proto.getConfinementBuilder()
                        .setRegion(confinement.region())
                        .setSession(confinement.session())
                        .setToken(confinement.token())
                        .setOwner(confinement.owner().identity()));
        resource.condemnation()
                .ifPresent(condemned -> proto.getCondemnationBuilder()
                        .setToken(condemned.token())
                        .setSession(condemned.session())
                        .setRenewals(condemned.renewals())
                        .setPromotion(condemned.promotion())
                        .setNanos(condemned.nanos()));
        resource.coolDown()
                .ifPresent(cooling -> proto.getCoolDownBuilder()
                        .setPromotion(cooling.promotion())
                        .setNanos(cooling.nanos()));
        resource.record().ifPresent(record -> proto.setRecord(record(record)));
        resource.lastEnd().ifPresent(end -> proto.setLastEnd(endReason(end)));
        return proto.build();
    }

    private static RecordProto record(StoredRecord record) {
        var proto = RecordProto.newBuilder()
                .setVersion(record.version())
                .setToken(record.token())
                .setSequence(record.sequence())
                .setRevision(record.revision());
        record.value().ifPresent(value -> proto.setValue(ByteString.copyFrom(value.toByteArray())));
        return proto.build();
    }

    static EndingProto ending(EndedLease ending) {
        return EndingProto.newBuilder()
                .setToken(ending.token())
                .setResource(ending.resource())
                .setSession(ending.session())
                .setReason(endReason(ending.reason()))
                .setSuccessor(ending.successor())
                .build();
    }

    static EndedSessionProto endedSession(EndedSession ended) {
        return EndedSessionProto.newBuilder()
                .setSession(ended.session())
                .setOwner(ended.owner().identity())
                .setClientId(ended.clientId())
                .setIncarnation(ended.incarnation())
                .setReason(endReason(ended.reason()))
                .setLeasesEnded(ended.leasesEnded())
                .build();
    }

    static LeaseProto lease(Lease lease) {
        return grant(lease).toBuilder()
                .setResource(lease.resource())
                .setHolder(lease.holder())
                .setRegion(lease.region())
                .build();
    }

    /** The fields that resource and session lack. */
    private static LeaseProto grant(Lease lease) {
        return LeaseProto.newBuilder()
                .setSession(lease.session())
                .setToken(lease.token())
                .setBasis(basis(lease.basis()))
                .setGrantedRevision(lease.grantedRevision())
                .setGrantedWallMillis(lease.grantedWallMillis())
                .setHandoverTo(lease.handoverTo())
                .build();
    }

    static EndReasonProto endReason(EndReason reason) {
        return switch (reason) {
            case RELEASED -> EndReasonProto.END_REASON_PROTO_RELEASED;
            case EXPIRED -> EndReasonProto.END_REASON_PROTO_EXPIRED;
            case BROKEN -> EndReasonProto.END_REASON_PROTO_BROKEN;
            case TRANSFERRED -> EndReasonProto.END_REASON_PROTO_TRANSFERRED;
            case TAKEN_OVER -> EndReasonProto.END_REASON_PROTO_TAKEN_OVER;
            case CONDEMNED -> EndReasonProto.END_REASON_PROTO_CONDEMNED;
        };
    }

    static GrantBasisProto basis(GrantBasis basis) {
        return switch (basis) {
            case FIRST -> GrantBasisProto.GRANT_BASIS_PROTO_FIRST;
            case RELEASED -> GrantBasisProto.GRANT_BASIS_PROTO_RELEASED;
            case EXPIRED -> GrantBasisProto.GRANT_BASIS_PROTO_EXPIRED;
            case TAKEN_OVER -> GrantBasisProto.GRANT_BASIS_PROTO_TAKEN_OVER;
            case BROKEN -> GrantBasisProto.GRANT_BASIS_PROTO_BROKEN;
            case CONDEMNED -> GrantBasisProto.GRANT_BASIS_PROTO_CONDEMNED;
        };
    }
}
