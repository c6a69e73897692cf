package io.arbiter.client;

import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakLeaseResponse;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.RecordInfo;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.SessionInfo;
import io.arbiter.v1.StatusResponse;
import java.util.Iterator;
import java.util.Optional;

/**
 * Reads and operator's calls. Every call that changes a lease names the token it expects to act on, and is
 * refused with {@link StaleLeaseException} if that has changed.
 *
 * <p>Blocking, within the client's request timeout, retries included. Reads are linearizable unless a stale
 * one is asked for. Throws the subtypes of {@link ArbiterException}. Thread-safe. Needs no session.
 */
public final class ArbiterAdmin {
    private final AsyncArbiterAdmin async;

    ArbiterAdmin(AsyncArbiterAdmin async) {
        this.async = async;
    }

    /** Who holds the resource and until when, and who waits. */
    public GetLeaseResponse getLease(String resource, Consistency consistency) {
        return Blocking.get(async.getLease(resource, consistency));
    }

    /**
     * The leases of all resources that begin with the prefix, fetched page by page, each page at one
     * revision.
     */
    public Iterator<ListLeasesResponse.Row> listLeases(String prefix, Consistency consistency) {
        return new Pages<>(after -> {
            ListLeasesResponse page =
                    Blocking.get(async.listLeases(ListLeasesRequest.newBuilder().setPrefix(prefix)
                    .setConsistency(consistency).setAfterResource(after).build()));
            int rows = page.getRowsCount();
            String last = page.getMore() && rows > 0 ? page.getRows(rows - 1).getLease().getResource() : null;
            return new Pages.Page<>(page.getRowsList(), last);
        }, "");
    }

    /** All sessions, fetched page by page, each page at one revision. */
    public Iterator<SessionInfo> listSessions(Consistency consistency) {
        return new Pages<>(after -> {
            ListSessionsResponse page = Blocking.get(async.listSessions(ListSessionsRequest.newBuilder()
                    .setConsistency(consistency).setAfterSessionId(after).build()));
            int rows = page.getSessionsCount();
            Long last = page.getMore() && rows > 0 ? page.getSessions(rows - 1).getSessionId() : null;
            return new Pages.Page<>(page.getSessionsList(), last);
        }, 0L);
    }

    /** What stands between a region and a grant. @param region empty for the resource alone */
    public ExplainResponse explain(String resource, String region) {
        return Blocking.get(async.explain(resource, region));
    }

    /** The record of the resource; empty if there is none. */
    public Optional<RecordInfo> getRecord(String resource, Consistency consistency) {
        var answer = Blocking.get(async.getRecord(resource, consistency));
        return answer.hasRecord() ? Optional.of(answer.getRecord()) : Optional.empty();
    }

    /**
     * Writes a record under an explicit token and sequence number; holders use {@link
     * Lease#putRecord(byte[])}.
     *
     * @return the record's new version
     */
    public long putRecord(PutRecordRequest request) {
        return Blocking.get(async.putRecord(request));
    }

    /**
     * Releases a lease on behalf of its holder. Whoever calls must be sure that the holder's gate is closed.
     */
    public void release(String resource, long sessionId, long token) {
        Blocking.get(async.release(resource, sessionId, token));
    }

    /**
     * Transfers a lease on behalf of its holder, whose gate must be closed; an operator asks for a handover
     * instead.
     *
     * @return the receiver's token
     */
    public long transfer(String resource, long sessionId, long token, long toSessionId) {
        return Blocking.get(async.transfer(resource, sessionId, token, toSessionId));
    }

    /** Asks the holder to transfer; returns when that is recorded, not when it is done. */
    public void requestHandover(RequestHandoverRequest request) {
        Blocking.get(async.requestHandover(request));
    }

    /**
     * Ends a lease without the holder's consent. The old holder's gate may stay open until its deadline: only
     * the guard protects the data meanwhile.
     */
    public BreakLeaseResponse breakLease(BreakLeaseRequest request) {
        return Blocking.get(async.breakLease(request));
    }

    /**
     * Ends a session and breaks its leases, with the caveat of {@link #breakLease}. @return how many it broke
     */
    public int breakSession(long sessionId, String reason, String actor) {
        return Blocking.get(async.breakSession(sessionId, reason, actor)).getLeasesBroken();
    }

    /** Closes a session on behalf of its client, whose gates must be closed: its leases are released. */
    public void closeSession(long sessionId) {
        Blocking.get(async.closeSession(sessionId));
    }

    /** The state of the cluster, as the first node that answers sees it. */
    public StatusResponse status() {
        return Blocking.get(async.status());
    }

    /** The state as that node sees it. @param local only that node, without asking its peers */
    public StatusResponse statusOf(String address, boolean local) {
        return Blocking.get(async.statusOf(address, local));
    }
}
