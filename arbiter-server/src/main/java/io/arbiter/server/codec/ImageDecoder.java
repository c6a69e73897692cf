package io.arbiter.server.codec;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.ClusterIdentity;
import io.arbiter.core.machine.Counters;
import io.arbiter.core.machine.EndedLease;
import io.arbiter.core.machine.EndedSession;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import io.arbiter.core.machine.StateSnapshot.SessionImage;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.internal.v1.EndReasonProto;
import io.arbiter.internal.v1.EndedSessionProto;
import io.arbiter.internal.v1.EndingProto;
import io.arbiter.internal.v1.GrantBasisProto;
import io.arbiter.internal.v1.LeaseProto;
import io.arbiter.internal.v1.RecordProto;
import io.arbiter.internal.v1.ResourceImageProto;
import io.arbiter.internal.v1.SessionImageProto;
import io.arbiter.internal.v1.SnapshotHeader;
import io.arbiter.internal.v1.WaiterProto;
import java.util.Map;
import java.util.Optional;

/** The parts of a state image from a snapshot. */
final class ImageDecoder {
    private ImageDecoder() {}

    static Counters counters(SnapshotHeader header) {
        return new Counters(
                header.getLastToken(),
                header.getLastSession(),
                header.getLastRecordVersion(),
                header.getAppliedIndex(),
                header.getWallMillis(),
                header.getRestoredAtSecond());
    }

    static Optional<ClusterIdentity> identity(SnapshotHeader header) {
        return header.hasIdentity()
                ? Optional.of(new ClusterIdentity(
                        header.getIdentity().getId(), header.getIdentity().getTokensAbove()))
                : Optional.empty();
    }

    static SessionImage session(SessionImageProto proto) {
        return new SessionImage(
                proto.getId(),
                CommandDecoder.sessionSpec(proto.getSpec()),
                proto.getOpenedWallMillis(),
                proto.getRenewals(),
                proto.getHoldingsVersion(),
                StepCodec.decode(proto.getSteps()));
    }

    /** @param sessions the specs of all, which come before the resources */
    static ResourceImage resource(ResourceImageProto proto, Map<Long, SessionSpec> sessions)
            throws DamagedSnapshotException {
        Optional<Lease> lease = Optional.empty();
        if (proto.hasLease()) {
            SessionSpec holder = session(sessions, proto.getLease().getSession(), proto.getName() + " is held by");
            lease = Optional.of(lease(proto.getName(), holder.holder(), holder.region(), proto.getLease()));
        }
        for (WaiterProto waiter : proto.getWaitersList()) {
            session(sessions, waiter.getSession(), proto.getName() + " is awaited by");
        }
        return new ResourceImage(
                proto.getName(),
                lease,
                proto.getWaitersList().stream()
                        .map(waiter -> new Resource.Waiter(waiter.getSession(), waiter.getAttempt()))
                        .toList(),
                proto.hasLockDelay()
                        ? Optional.of(new Resource.LockDelay(
                                proto.getLockDelay().getToken(),
                                proto.getLockDelay().getNanos(),
                                proto.getLockDelay().getSession(),
                                proto.getLockDelay().getRegion(),
                                new Principal(proto.getLockDelay().getOwner())))
                        : Optional.empty(),
                proto.hasConfinement()
                        ? Optional.of(new Resource.Confinement(
                                proto.getConfinement().getRegion(),
                                proto.getConfinement().getSession(),
                                proto.getConfinement().getToken(),
                                new Principal(proto.getConfinement().getOwner())))
                        : Optional.empty(),
                condemnation(proto, lease),
                proto.hasCoolDown()
                        ? Optional.of(new Resource.CoolDown(
                                proto.getCoolDown().getPromotion(),
                                proto.getCoolDown().getNanos()))
                        : Optional.empty(),
                proto.hasRecord() ? Optional.of(record(proto.getRecord())) : Optional.empty(),
                proto.getLastEnd() == EndReasonProto.END_REASON_PROTO_UNSPECIFIED
                        ? Optional.empty()
                        : Optional.of(endReason(proto.getLastEnd())));
    }

    /** It has to be of the lease that is there, or nobody would ever end it. */
    private static Optional<Resource.Condemnation> condemnation(ResourceImageProto proto, Optional<Lease> lease)
            throws DamagedSnapshotException {
        if (!proto.hasCondemnation()) {
            return Optional.empty();
        }
        var condemned = proto.getCondemnation();
        boolean its = lease.filter(
                        held -> held.token() == condemned.getToken() && held.session() == condemned.getSession())
                .isPresent();
        if (!its) {
            throw new DamagedSnapshotException(
                    proto.getName() + " is condemned under token " + condemned.getToken() + ", which is not its lease");
        }
        return Optional.of(new Resource.Condemnation(
                condemned.getToken(),
                condemned.getSession(),
                condemned.getRenewals(),
                condemned.getPromotion(),
                condemned.getNanos()));
    }

    /** Right checksums do not make a state: whoever holds or waits has to be there. */
    private static SessionSpec session(Map<Long, SessionSpec> sessions, long id, String what)
            throws DamagedSnapshotException {
        SessionSpec spec = sessions.get(id);
        if (spec == null) {
            throw new DamagedSnapshotException(what + " session " + id + ", which the snapshot does not contain");
        }
        return spec;
    }

    private static StoredRecord record(RecordProto proto) {
        return new StoredRecord(
                proto.hasValue() ? Optional.of(new RecordValue(proto.getValue().toByteArray())) : Optional.empty(),
                proto.getVersion(),
                proto.getToken(),
                proto.getSequence(),
                proto.getRevision());
    }

    static EndedLease ending(EndingProto proto) {
        return new EndedLease(
                proto.getToken(),
                proto.getResource(),
                proto.getSession(),
                endReason(proto.getReason()),
                proto.getSuccessor());
    }

    static EndedSession endedSession(EndedSessionProto proto) {
        return new EndedSession(
                proto.getSession(),
                new Principal(proto.getOwner()),
                proto.getClientId(),
                proto.getIncarnation(),
                endReason(proto.getReason()),
                proto.getLeasesEnded());
    }

    static Lease lease(LeaseProto proto) {
        return lease(proto.getResource(), proto.getHolder(), proto.getRegion(), proto);
    }

    private static Lease lease(String resource, String holder, String region, LeaseProto proto) {
        return new Lease(
                resource,
                proto.getSession(),
                holder,
                region,
                proto.getToken(),
                basis(proto.getBasis()),
                proto.getGrantedRevision(),
                proto.getGrantedWallMillis(),
                proto.getHandoverTo());
    }

    static EndReason endReason(EndReasonProto proto) {
        return switch (proto) {
            case END_REASON_PROTO_RELEASED -> EndReason.RELEASED;
            case END_REASON_PROTO_EXPIRED -> EndReason.EXPIRED;
            case END_REASON_PROTO_BROKEN -> EndReason.BROKEN;
            case END_REASON_PROTO_TRANSFERRED -> EndReason.TRANSFERRED;
            case END_REASON_PROTO_TAKEN_OVER -> EndReason.TAKEN_OVER;
            case END_REASON_PROTO_CONDEMNED -> EndReason.CONDEMNED;
            default -> throw new IllegalArgumentException("unknown reason of an end: " + proto);
        };
    }

    static GrantBasis basis(GrantBasisProto proto) {
        return switch (proto) {
            case GRANT_BASIS_PROTO_FIRST -> GrantBasis.FIRST;
            case GRANT_BASIS_PROTO_RELEASED -> GrantBasis.RELEASED;
            case GRANT_BASIS_PROTO_EXPIRED -> GrantBasis.EXPIRED;
            case GRANT_BASIS_PROTO_TAKEN_OVER -> GrantBasis.TAKEN_OVER;
            case GRANT_BASIS_PROTO_BROKEN -> GrantBasis.BROKEN;
            case GRANT_BASIS_PROTO_CONDEMNED -> GrantBasis.CONDEMNED;
            default -> throw new IllegalArgumentException("unknown basis of a grant: " + proto);
        };
    }
}
