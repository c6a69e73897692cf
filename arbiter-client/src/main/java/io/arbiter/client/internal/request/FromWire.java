package io.arbiter.client.internal.request;

import io.arbiter.client.model.ClusterStatus;
import io.arbiter.client.model.EndReason;
import io.arbiter.client.model.Event;
import io.arbiter.client.model.Explanation;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.GrantBasis;
import io.arbiter.client.model.LeaseStatus;
import io.arbiter.client.model.LeaseSummary;
import io.arbiter.client.model.NodeRole;
import io.arbiter.client.model.NodeStatus;
import io.arbiter.client.model.Page;
import io.arbiter.client.model.SessionInfo;
import io.arbiter.client.model.StoredRecord;
import io.arbiter.client.model.Waiter;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.RecordInfo;
import io.arbiter.v1.StatusResponse;
import io.arbiter.v1.WaiterInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The arbiter's messages as values of the API. */
public final class FromWire {

    private FromWire() {}

    public static Grant grant(LeaseInfo lease) {
        return new Grant(
                lease.getResource(),
                lease.getSessionId(),
                lease.getToken(),
                basis(lease.getBasis()),
                lease.getGrantedRevision(),
                Instant.ofEpochMilli(lease.getGrantedWallMillis()),
                lease.getHolder(),
                lease.getRegion(),
                lease.getHandoverToSessionId() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(lease.getHandoverToSessionId()));
    }

    private static GrantBasis basis(io.arbiter.v1.GrantBasis basis) {
        return switch (basis) {
            case GRANT_BASIS_FIRST -> GrantBasis.FIRST;
            case GRANT_BASIS_RELEASED -> GrantBasis.RELEASED;
            case GRANT_BASIS_EXPIRED -> GrantBasis.EXPIRED;
            case GRANT_BASIS_TAKEN_OVER -> GrantBasis.TAKEN_OVER;
            case GRANT_BASIS_SEALED -> GrantBasis.SEALED;
            case GRANT_BASIS_BROKEN -> GrantBasis.BROKEN;
            case GRANT_BASIS_CONDEMNED -> GrantBasis.CONDEMNED;
            case GRANT_BASIS_UNSPECIFIED, UNRECOGNIZED -> GrantBasis.UNKNOWN;
        };
    }

    private static EndReason reason(io.arbiter.v1.EndReason reason) {
        return switch (reason) {
            case END_REASON_RELEASED -> EndReason.RELEASED;
            case END_REASON_EXPIRED -> EndReason.EXPIRED;
            case END_REASON_BROKEN -> EndReason.BROKEN;
            case END_REASON_TRANSFERRED -> EndReason.TRANSFERRED;
            case END_REASON_TAKEN_OVER -> EndReason.TAKEN_OVER;
            case END_REASON_CONDEMNED -> EndReason.CONDEMNED;
            case END_REASON_UNSPECIFIED, UNRECOGNIZED -> EndReason.UNKNOWN;
        };
    }

    static LeaseStatus status(GetLeaseResponse answer) {
        return new LeaseStatus(
                answer.getRevision(),
                answer.hasLease() ? Optional.of(grant(answer.getLease())) : Optional.empty(),
                millis(answer.hasRemainingMillis(), answer.getRemainingMillis()),
                waiters(answer.getWaitersList()),
                PoliciesFromWire.confinement(answer.hasConfinement(), answer.getConfinement()));
    }

    private static List<Waiter> waiters(List<WaiterInfo> waiters) {
        return waiters.stream()
                .map(waiter -> new Waiter(waiter.getSessionId(), waiter.getHolder(), waiter.getRegion()))
                .toList();
    }

    static Page<LeaseSummary> page(ListLeasesResponse answer) {
        List<LeaseSummary> rows = answer.getRowsList().stream()
                .map(row -> new LeaseSummary(
                        grant(row.getLease()),
                        millis(row.hasRemainingMillis(), row.getRemainingMillis()),
                        row.getWaiters()))
                .toList();
        return new Page<>(answer.getRevision(), rows, answer.getMore());
    }

    static Page<SessionInfo> page(ListSessionsResponse answer) {
        List<SessionInfo> rows =
                answer.getSessionsList().stream().map(FromWire::session).toList();
        return new Page<>(answer.getRevision(), rows, answer.getMore());
    }

    private static SessionInfo session(io.arbiter.v1.SessionInfo session) {
        return new SessionInfo(
                session.getSessionId(),
                session.getClientId(),
                session.getHolder(),
                session.getRegion(),
                Duration.ofMillis(session.getTtlMillis()),
                session.getLeases(),
                session.getWaits(),
                millis(session.hasRemainingMillis(), session.getRemainingMillis()),
                Instant.ofEpochMilli(session.getOpenedWallMillis()));
    }

    static Explanation explanation(ExplainResponse answer) {
        LeaseStatus status = new LeaseStatus(
                answer.getRevision(),
                answer.hasLease() ? Optional.of(grant(answer.getLease())) : Optional.empty(),
                millis(answer.hasRemainingMillis(), answer.getRemainingMillis()),
                waiters(answer.getWaitersList()),
                PoliciesFromWire.confinement(answer.hasConfinement(), answer.getConfinement()));
        List<Explanation.Condition> conditions = answer.getConditionsList().stream()
                .map(condition -> new Explanation.Condition(
                        code(condition.getCode()),
                        condition.getDetail(),
                        millis(condition.hasEarliestMillis(), condition.getEarliestMillis())))
                .toList();
        return new Explanation(answer.getResource(), status, conditions);
    }

    private static Explanation.Code code(ExplainResponse.Condition.Code code) {
        return switch (code) {
            case CODE_NO_SESSION -> Explanation.Code.NO_SESSION;
            case CODE_NO_WAITER -> Explanation.Code.NO_WAITER;
            case CODE_HANDOVER_PENDING -> Explanation.Code.HANDOVER_PENDING;
            case CODE_HELD -> Explanation.Code.HELD;
            case CODE_LOCK_DELAY -> Explanation.Code.LOCK_DELAY;
            case CODE_QUEUED_BEHIND -> Explanation.Code.QUEUED_BEHIND;
            case CODE_OUTSIDE_POLICY -> Explanation.Code.OUTSIDE_POLICY;
            case CODE_CONFINED -> Explanation.Code.CONFINED;
            case CODE_PAUSED -> Explanation.Code.PAUSED;
            case CODE_UNSPECIFIED, UNRECOGNIZED -> Explanation.Code.UNKNOWN;
        };
    }

    static Optional<StoredRecord> record(GetRecordResponse answer) {
        if (!answer.hasRecord()) {
            return Optional.empty();
        }
        RecordInfo record = answer.getRecord();
        return Optional.of(new StoredRecord(
                record.getResource(),
                record.getValue().toByteArray(),
                record.getVersion(),
                record.getToken(),
                record.getSequence(),
                record.getRevision()));
    }

    static ClusterStatus cluster(StatusResponse status) {
        return new ClusterStatus(
                status.getCluster(),
                status.getClusterId(),
                status.getAnsweredBy(),
                status.getLeader(),
                status.getTerm(),
                status.getLastToken(),
                status.getSessions(),
                status.getLeases(),
                status.getOldestRevision(),
                status.getNodesList().stream().map(FromWire::node).toList());
    }

    private static NodeStatus node(io.arbiter.v1.NodeStatus node) {
        return new NodeStatus(
                node.getNode(),
                node.getRegion(),
                node.getClientAddress(),
                node.getRaftAddress(),
                role(node.getRole()),
                node.getReachable(),
                node.getTerm(),
                node.getAppliedIndex(),
                node.getCommittedIndex(),
                node.hasLag() ? OptionalLong.of(node.getLag()) : OptionalLong.empty(),
                node.getSnapshotIndex(),
                node.getVersion(),
                Duration.ofMillis(node.getUptimeMillis()),
                node.getProblem(),
                node.hasCertificateNotAfterMillis()
                        ? Optional.of(Instant.ofEpochMilli(node.getCertificateNotAfterMillis()))
                        : Optional.empty(),
                node.getPlaintext());
    }

    private static NodeRole role(io.arbiter.v1.NodeRole role) {
        return switch (role) {
            case NODE_ROLE_LEADER -> NodeRole.LEADER;
            case NODE_ROLE_FOLLOWER -> NodeRole.FOLLOWER;
            case NODE_ROLE_CANDIDATE -> NodeRole.CANDIDATE;
            case NODE_ROLE_LEARNER -> NodeRole.LEARNER;
            case NODE_ROLE_UNSPECIFIED, UNRECOGNIZED -> NodeRole.UNKNOWN;
        };
    }

    static List<Event> events(List<io.arbiter.v1.Event> events) {
        return events.stream().map(FromWire::event).toList();
    }

    private static Event event(io.arbiter.v1.Event event) {
        long revision = event.getRevision();
        Instant at = Instant.ofEpochMilli(event.getWallMillis());
        return switch (event.getKindCase()) {
            case SESSION_OPENED -> opened(revision, at, event.getSessionOpened());
            case SESSION_ENDED -> ended(revision, at, event.getSessionEnded());
            case LEASE_GRANTED ->
                new Event.LeaseGranted(
                        revision, at, grant(event.getLeaseGranted().getLease()));
            case LEASE_ENDED -> ended(revision, at, event.getLeaseEnded());
            case HANDOVER_REQUESTED -> handover(revision, at, event.getHandoverRequested());
            case RECORD_CHANGED -> changed(revision, at, event.getRecordChanged());
            case WAIT_REVOKED ->
                new Event.WaitRevoked(
                        revision,
                        at,
                        event.getWaitRevoked().getResource(),
                        event.getWaitRevoked().getSessionId());
            case ACCESS_CHANGED -> accessChanged(revision, at, event.getAccessChanged());
            case POLICY_CHANGED, WAIT_FORBIDDEN, LEASE_CONFINED, CONFINEMENT_LIFTED ->
                PoliciesFromWire.event(revision, at, event);
            case FAILOVER_PAUSED -> PausesFromWire.event(revision, at, event.getFailoverPaused());
            case FAILOVER_RESUMED -> PausesFromWire.event(revision, at, event.getFailoverResumed());
            case LEASE_CONDEMNED, PROMOTION_STEPPED, COOL_DOWN_ENDED -> PromotionsFromWire.event(revision, at, event);
            case KIND_NOT_SET -> new Event.Other(revision, at);
        };
    }

    private static Event accessChanged(long revision, Instant at, io.arbiter.v1.Event.AccessChanged changed) {
        return new Event.AccessChanged(
                revision, at, AuthText.of(changed.getChange()), changed.getIdentity(), changed.getComment());
    }

    private static Event opened(long revision, Instant at, io.arbiter.v1.Event.SessionOpened opened) {
        return new Event.SessionOpened(
                revision, at, opened.getSessionId(), opened.getClientId(), opened.getHolder(), opened.getRegion());
    }

    private static Event ended(long revision, Instant at, io.arbiter.v1.Event.SessionEnded ended) {
        return new Event.SessionEnded(
                revision,
                at,
                ended.getSessionId(),
                reason(ended.getReason()),
                ended.getActor(),
                ended.getComment(),
                ended.getIdentity());
    }

    private static Event ended(long revision, Instant at, io.arbiter.v1.Event.LeaseEnded ended) {
        return new Event.LeaseEnded(
                revision,
                at,
                ended.getResource(),
                ended.getSessionId(),
                ended.getToken(),
                reason(ended.getReason()),
                ended.getActor(),
                ended.getComment(),
                ended.getIdentity());
    }

    private static Event handover(long revision, Instant at, io.arbiter.v1.Event.HandoverRequested asked) {
        return new Event.HandoverRequested(
                revision,
                at,
                asked.getResource(),
                asked.getToken(),
                asked.getToSessionId(),
                asked.getActor(),
                asked.getIdentity());
    }

    private static Event changed(long revision, Instant at, io.arbiter.v1.Event.RecordChanged changed) {
        return new Event.RecordChanged(
                revision, at, changed.getResource(), changed.getToken(), changed.getVersion(), changed.getDeleted());
    }

    private static Optional<Duration> millis(boolean known, long millis) {
        return known ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }
}
