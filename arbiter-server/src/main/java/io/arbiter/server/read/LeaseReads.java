package io.arbiter.server.read;

import com.google.protobuf.ByteString;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.Session;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.server.codec.WireMessages;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.server.failure.RefusalFailures;
import io.arbiter.server.replica.View;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.RecordInfo;
import io.arbiter.v1.SessionInfo;
import io.arbiter.v1.SignTokenRequest;
import io.arbiter.v1.SignTokenResponse;
import io.arbiter.v1.WaiterInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;

/** Answers to reads, from a view of the state. The requests have been checked. */
public final class LeaseReads {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private LeaseReads() {}

    public static GetLeaseResponse getLease(View view, GetLeaseRequest request, boolean stale) {
        var answer = GetLeaseResponse.newBuilder().setRevision(revision(view));
        view.state().resource(request.getResource()).ifPresent(resource -> {
            answer.addAllWaiters(waiters(view, resource));
            resource.confinement().map(WirePolicies::confinement).ifPresent(answer::setConfinement);
            resource.lease().ifPresent(lease -> {
                answer.setLease(WireMessages.lease(lease));
                remaining(view, lease.session(), stale).ifPresent(answer::setRemainingMillis);
            });
        });
        return answer.build();
    }

    /** The lease that its holder wants a signature of. */
    public static SignTokenResponse signToken(View view, SignTokenRequest request) {
        var ref = new LeaseRef(request.getResource(), request.getSessionId(), request.getToken());
        view.state().stale(ref).map(Refusal.class::cast).ifPresent(refusal -> {
            throw refusal.accept(new RefusalFailures());
        });
        Lease lease =
                view.state().resource(ref.resource()).flatMap(Resource::lease).orElseThrow();
        return SignTokenResponse.newBuilder()
                .setLease(WireMessages.lease(lease))
                .build();
    }

    public static ListLeasesResponse listLeases(View view, ListLeasesRequest request, Visible visible, boolean stale) {
        var answer = ListLeasesResponse.newBuilder().setRevision(revision(view));
        for (Resource resource : resourcesAfter(view, request).values()) {
            if (!resource.name().startsWith(request.getPrefix())) {
                break;
            }
            if (resource.lease().isEmpty() || !visible.shows(resource.name())) {
                continue;
            }
            if (answer.getRowsCount() == pageSize(request.getPageSize())) {
                return answer.setMore(true).build();
            }
            resource.lease().ifPresent(lease -> answer.addRows(row(view, resource, lease, stale)));
        }
        return answer.build();
    }

    private static NavigableMap<String, Resource> resourcesAfter(View view, ListLeasesRequest request) {
        String after = request.getAfterResource();
        return after.compareTo(request.getPrefix()) >= 0 && !after.isEmpty()
                ? view.state().resources().tailMap(after, false)
                : view.state().resources().tailMap(request.getPrefix(), true);
    }

    private static ListLeasesResponse.Row row(View view, Resource resource, Lease lease, boolean stale) {
        var row = ListLeasesResponse.Row.newBuilder()
                .setLease(WireMessages.lease(lease))
                .setWaiters(resource.waiters().size());
        remaining(view, lease.session(), stale).ifPresent(row::setRemainingMillis);
        return row.build();
    }

    public static ListSessionsResponse listSessions(
            View view, ListSessionsRequest request, Visible visible, boolean stale) {
        var answer = ListSessionsResponse.newBuilder().setRevision(revision(view));
        Map<Long, Session> after = view.state().sessions().tailMap(request.getAfterSessionId(), false);
        for (Session session : after.values()) {
            if (!visible.shows(session)) {
                continue;
            }
            if (answer.getSessionsCount() == pageSize(request.getPageSize())) {
                return answer.setMore(true).build();
            }
            answer.addSessions(session(view, session, stale));
        }
        return answer.build();
    }

    private static SessionInfo session(View view, Session session, boolean stale) {
        var info = SessionInfo.newBuilder()
                .setSessionId(session.id())
                .setClientId(session.spec().clientId())
                .setHolder(session.spec().holder())
                .setRegion(session.spec().region())
                .setTtlMillis(session.spec().ttlMillis())
                .setLeases(session.leases().size())
                .setWaits(session.waits().size())
                .setOpenedWallMillis(session.openedWallMillis());
        remaining(view, session.id(), stale).ifPresent(info::setRemainingMillis);
        return info.build();
    }

    public static GetRecordResponse getRecord(View view, GetRecordRequest request) {
        var answer = GetRecordResponse.newBuilder().setRevision(revision(view));
        view.state()
                .resource(request.getResource())
                .flatMap(Resource::record)
                .ifPresent(record -> answer.setRecord(record(request.getResource(), record)));
        return answer.build();
    }

    private static RecordInfo record(String resource, StoredRecord record) {
        return RecordInfo.newBuilder()
                .setResource(resource)
                .setValue(ByteString.copyFrom(record.value().orElseThrow().toByteArray()))
                .setVersion(record.version())
                .setToken(record.token())
                .setSequence(record.sequence())
                .setRevision(record.revision())
                .build();
    }

    /** In the order in which they are served. */
    static List<WaiterInfo> waiters(View view, Resource resource) {
        return resource.waiters().stream()
                .map(waiter -> {
                    var spec =
                            view.state().session(waiter.session()).orElseThrow().spec();
                    return WaiterInfo.newBuilder()
                            .setSessionId(waiter.session())
                            .setHolder(spec.holder())
                            .setRegion(spec.region())
                            .build();
                })
                .sorted(Comparator.comparing(waiter -> view.state().place(resource, waiter.getRegion())))
                .toList();
    }

    static OptionalLong remaining(View view, long session, boolean stale) {
        return stale ? OptionalLong.empty() : millis(view.remainingNanos(session));
    }

    static OptionalLong millis(OptionalLong nanos) {
        return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() / NANOS_PER_MILLI) : nanos;
    }

    /** 0 before the first entry, because nothing has been revised yet. */
    static long revision(View view) {
        return Math.max(0, view.applied());
    }

    private static int pageSize(int requested) {
        return requested == 0 ? ReadRequests.MAX_PAGE : requested;
    }
}
