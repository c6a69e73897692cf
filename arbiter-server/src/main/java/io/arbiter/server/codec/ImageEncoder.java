package io.arbiter.server.codec;

import com.google.protobuf.ByteString;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Lease;
import io.arbiter.core.event.Proof;
import io.arbiter.core.machine.EndedSession;
import io.arbiter.core.machine.Ending;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateImage;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.internal.v1.EndReasonProto;
import io.arbiter.internal.v1.EndedSessionProto;
import io.arbiter.internal.v1.EndingProto;
import io.arbiter.internal.v1.LeaseProto;
import io.arbiter.internal.v1.LockDelayProto;
import io.arbiter.internal.v1.ProofProto;
import io.arbiter.internal.v1.RecordProto;
import io.arbiter.internal.v1.ResourceImageProto;
import io.arbiter.internal.v1.SessionImageProto;
import io.arbiter.internal.v1.SnapshotHeader;
import io.arbiter.internal.v1.WaiterProto;

/** The parts of a state image as they stand in a snapshot. */
final class ImageEncoder {
    private ImageEncoder() {
    }

    static SnapshotHeader header(StateImage image) {
        var counters = image.counters();
        return SnapshotHeader.newBuilder()
                .setFormat(SnapshotCodec.FORMAT)
                .setLastToken(counters.lastToken())
                .setLastSession(counters.lastSession())
                .setLastRecordVersion(counters.lastRecordVersion())
                .setAppliedIndex(counters.appliedIndex())
                .setWallMillis(counters.wallMillis())
                .setRestoredAtSecond(counters.restoredAtSecond())
                .setCompactedRevision(image.compactedRevision())
                .build();
    }

    static SessionImageProto session(StateImage.SessionImage session) {
        return SessionImageProto.newBuilder()
                .setId(session.id())
                .setSpec(CommandEncoder.encode(session.spec()))
                .setOpenedWallMillis(session.openedWallMillis())
                .setRenewals(session.renewals())
                .setHoldingsVersion(session.holdingsVersion())
                .build();
    }

    static ResourceImageProto resource(StateImage.ResourceImage resource) {
        var proto = ResourceImageProto.newBuilder().setName(resource.name());
        resource.lease().ifPresent(lease -> proto.setLease(grant(lease)));
        for (Resource.Waiter waiter : resource.waiters()) {
            proto.addWaiters(WaiterProto.newBuilder().setSession(waiter.session()).setAttempt(waiter.attempt()));
        }
        resource.lockDelay().ifPresent(delay -> proto.setLockDelay(
                LockDelayProto.newBuilder().setToken(delay.token()).setNanos(delay.nanos())));
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

    static EndingProto ending(Ending ending) {
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

    /** What resource and session do not say. */
    private static LeaseProto grant(Lease lease) {
        return LeaseProto.newBuilder()
                .setSession(lease.session())
                .setToken(lease.token())
                .setProof(proof(lease.proof()))
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
        };
    }

    private static ProofProto proof(Proof proof) {
        return switch (proof) {
            case FIRST -> ProofProto.PROOF_PROTO_FIRST;
            case RELEASED -> ProofProto.PROOF_PROTO_RELEASED;
            case EXPIRED -> ProofProto.PROOF_PROTO_EXPIRED;
            case CONDEMNED -> ProofProto.PROOF_PROTO_CONDEMNED;
            case BROKEN -> ProofProto.PROOF_PROTO_BROKEN;
        };
    }
}
