package io.arbiter.client;

import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakLeaseResponse;
import io.arbiter.v1.BreakSessionRequest;
import io.arbiter.v1.BreakSessionResponse;
import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.StatusResponse;
import io.arbiter.v1.TransferRequest;
import java.util.concurrent.CompletableFuture;

/**
 * Reads and operator's calls, with futures. What each does, and how it may be refused, stands at
 * {@link ArbiterAdmin}; the futures fail with the {@link ArbiterException} that the blocking methods throw,
 * and complete on the callback executor. Thread-safe.
 */
public final class AsyncArbiterAdmin {
    private final Requests requests;

    AsyncArbiterAdmin(Requests requests) {
        this.requests = requests;
    }

    /** As {@link ArbiterAdmin#getLease}. */
    public CompletableFuture<GetLeaseResponse> getLease(String resource, Consistency consistency) {
        Call.Builder call = Call.newBuilder().setGetLease(
                GetLeaseRequest.newBuilder().setResource(resource).setConsistency(consistency));
        return requests.read(call, Reply::getGetLease);
    }

    /** One page, as the request says; {@link ArbiterAdmin#listLeases} turns the pages. */
    public CompletableFuture<ListLeasesResponse> listLeases(ListLeasesRequest request) {
        return requests.read(Call.newBuilder().setListLeases(request), Reply::getListLeases);
    }

    /** One page, as the request says; {@link ArbiterAdmin#listSessions} turns the pages. */
    public CompletableFuture<ListSessionsResponse> listSessions(ListSessionsRequest request) {
        return requests.read(Call.newBuilder().setListSessions(request), Reply::getListSessions);
    }

    /** As {@link ArbiterAdmin#explain}. */
    public CompletableFuture<ExplainResponse> explain(String resource, String region) {
        Call.Builder call = Call.newBuilder().setExplain(
                ExplainRequest.newBuilder().setResource(resource).setRegion(region));
        return requests.read(call, Reply::getExplain);
    }

    /** As {@link ArbiterAdmin#getRecord}. */
    public CompletableFuture<GetRecordResponse> getRecord(String resource, Consistency consistency) {
        Call.Builder call = Call.newBuilder().setGetRecord(
                GetRecordRequest.newBuilder().setResource(resource).setConsistency(consistency));
        return requests.read(call, Reply::getGetRecord);
    }

    /** As {@link ArbiterAdmin#putRecord}. */
    public CompletableFuture<Long> putRecord(PutRecordRequest request) {
        return requests.write(Call.newBuilder().setPutRecord(request), reply -> reply.getPutRecord()
                .getVersion());
    }

    /** As {@link ArbiterAdmin#release}. */
    public CompletableFuture<Void> release(String resource, long sessionId, long token) {
        Call.Builder call = Call.newBuilder().setRelease(
                ReleaseRequest.newBuilder().setResource(resource).setSessionId(sessionId).setToken(token));
        return requests.write(call, reply -> null);
    }

    /** As {@link ArbiterAdmin#transfer}. */
    public CompletableFuture<Long> transfer(String resource, long sessionId, long token, long toSessionId) {
        Call.Builder call = Call.newBuilder().setTransfer(TransferRequest.newBuilder().setResource(resource)
                .setSessionId(sessionId).setToken(token).setToSessionId(toSessionId));
        return requests.write(call, reply -> reply.getTransfer().getNewToken());
    }

    /** As {@link ArbiterAdmin#requestHandover}. */
    public CompletableFuture<Void> requestHandover(RequestHandoverRequest request) {
        return requests.write(Call.newBuilder().setRequestHandover(request), reply -> null);
    }

    /** As {@link ArbiterAdmin#breakLease}. */
    public CompletableFuture<BreakLeaseResponse> breakLease(BreakLeaseRequest request) {
        return requests.write(Call.newBuilder().setBreakLease(request), Reply::getBreakLease);
    }

    /** As {@link ArbiterAdmin#breakSession}. */
    public CompletableFuture<BreakSessionResponse> breakSession(long sessionId, String reason, String actor) {
        Call.Builder call = Call.newBuilder().setBreakSession(
                BreakSessionRequest.newBuilder().setSessionId(sessionId).setReason(reason).setActor(actor));
        return requests.write(call, Reply::getBreakSession);
    }

    /** As {@link ArbiterAdmin#closeSession}. */
    public CompletableFuture<Void> closeSession(long sessionId) {
        Call.Builder call = Call.newBuilder().setCloseSession(
                CloseSessionRequest.newBuilder().setSessionId(sessionId));
        return requests.write(call, reply -> null);
    }

    /** As {@link ArbiterAdmin#status()}. */
    public CompletableFuture<StatusResponse> status() {
        return requests.status(false);
    }

    /** As {@link ArbiterAdmin#statusOf}. */
    public CompletableFuture<StatusResponse> statusOf(String address, boolean local) {
        return requests.statusOf(address, local);
    }
}
