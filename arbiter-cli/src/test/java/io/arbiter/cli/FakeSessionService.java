package io.arbiter.cli;

import static io.arbiter.cli.FakeArbiter.answer;
import static io.arbiter.cli.FakeArbiter.refuse;

import io.arbiter.v1.*;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The calls about the cluster and sessions over {@link FakeArbiter}; can be told to fall silent. */
class FakeSessionService extends ArbiterGrpc.ArbiterImplBase {
    private final FakeArbiter state;

    FakeSessionService(FakeArbiter state) {
        this.state = state;
    }

    private static NodeStatus node(String name, String role, boolean reachable) {
        NodeStatus.Builder node = NodeStatus.newBuilder().setNode(name).setRegion(name)
                .setReachable(reachable)
                .setClientAddress(name + ".test:7401").setRaftAddress(name + ".test:7400");
        return reachable ? node.setRole(role).setTerm(3).setAppliedIndex(120).setCommittedIndex(120).setLag(0)
                .setVersion("0.1.0").setUptimeMillis(60_000).build() : node.build();
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> to) {
        StatusResponse.Builder status = StatusResponse.newBuilder().setCluster("demo")
                .setAnsweredBy("us-west")
                .setTerm(3).setLastToken(state.lastToken).setSessions(state.sessions.size())
                .setLeases(state.leases.size()).addNodes(node("us-east", state.leader.isEmpty() ? "follower"
                : "leader", state.majority))
                .addNodes(node("us-west", "follower", true)).addNodes(node("eu-central", "follower", false));
        answer(to, status.setLeader(state.leader).build());
    }

    @Override
    public void openSession(OpenSessionRequest request, StreamObserver<OpenSessionResponse> to) {
        state.requests.add(request);
        state.lastAnsweredRenewalMillis = System.currentTimeMillis();
        long session = state.open(request.getRegion(), request.getHolder(), request.getTtlMillis());
        OpenSessionResponse.Builder opened = OpenSessionResponse.newBuilder().setSessionId(session)
                .setTtlMillis(request.getTtlMillis()).setDriftBoundPpm(10_000);
        for (FirstAcquire acquire : request.getAcquiresList()) {
            if (!state.leases.containsKey(acquire.getResource())) {
                state.grant(acquire.getResource(), session);
            } else if (acquire.getWait()) {
                state.queue(acquire.getResource(), session);
                opened.addWaiting(acquire.getResource());
            }
        }
        answer(to, opened.setHoldings(holdings(session)).build());
    }

    private Holdings holdings(long session) {
        synchronized (state) {
            return Holdings.newBuilder().setVersion(state.holdingsVersions.getOrDefault(session, 0L))
                    .addAllLeases(state.leases.values().stream()
                            .filter(lease -> lease.getSessionId() == session).toList()).build();
        }
    }

    @Override
    public void renewSession(RenewSessionRequest request, StreamObserver<RenewSessionResponse> to) {
        state.requests.add(request);
        if (state.silent) {
            return;
        }
        if (!state.sessions.containsKey(request.getSessionId())) {
            to.onError(refuse(9, "SESSION_ENDED", "session " + request.getSessionId() + " has ended (BROKEN)",
                    "session_id", "" + request.getSessionId(), "end_reason", "BROKEN"));
            return;
        }
        state.lastAnsweredRenewalMillis = System.currentTimeMillis();
        Holdings now = holdings(request.getSessionId());
        RenewSessionResponse.Builder renewed = RenewSessionResponse.newBuilder()
                .setSessionId(request.getSessionId());
        answer(to, (now.getVersion() == request.getKnownHoldingsVersion() ? renewed
                : renewed.setHoldings(now)).build());
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> to) {
        state.requests.add(request);
        if (state.silent) {
            return;
        }
        state.closeSession(request.getSessionId());
        answer(to, CloseSessionResponse.getDefaultInstance());
    }

    @Override
    public void breakSession(BreakSessionRequest request, StreamObserver<BreakSessionResponse> to) {
        state.requests.add(request);
        long held = holdings(request.getSessionId()).getLeasesCount();
        state.closeSession(request.getSessionId());
        answer(to, BreakSessionResponse.newBuilder().setLeasesBroken((int) held).build());
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> to) {
        List<SessionInfo> after = state.sessions.values().stream()
                .filter(session -> session.getSessionId() > request.getAfterSessionId()).toList();
        int count = Math.min(after.size(), request.getPageSize());
        answer(to, ListSessionsResponse.newBuilder().setRevision(state.revision)
                .addAllSessions(after.subList(0, count)).setMore(count < after.size()).build());
    }
}
