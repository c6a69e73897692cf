package io.arbiter.cli;

import static io.arbiter.cli.FakeArbiter.answer;
import static io.arbiter.cli.FakeArbiter.refuse;

import io.arbiter.v1.*;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The calls about the cluster and sessions over {@link FakeArbiter}; can be set to fall silent. */
class FakeSessionService extends ArbiterGrpc.ArbiterImplBase {
    private final FakeArbiter state;

    FakeSessionService(FakeArbiter state) {
        this.state = state;
    }

    private static NodeStatus node(String name, NodeRole role, boolean reachable) {
        NodeStatus.Builder node = NodeStatus.newBuilder()
                .setNode(name)
                .setRegion(name)
                .setReachable(reachable)
                .setClientAddress(name + ".test:7401")
                .setRaftAddress(name + ".test:7400");
        return reachable
                ? node.setRole(role)
                        .setTerm(3)
                        .setAppliedIndex(120)
                        .setCommittedIndex(120)
                        .setLag(0)
                        .setVersion("0.1.0")
                        .setUptimeMillis(60_000)
                        .build()
                : node.build();
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> to) {
        StatusResponse.Builder status = StatusResponse.newBuilder()
                .setCluster("demo")
                .setAnsweredBy("us-west")
                .setTerm(3)
                .setLastToken(state.lastToken)
                .setSessions(state.sessions.size())
                .setLeases(state.leases.size())
                .addNodes(node(
                        "us-east",
                        state.leader.isEmpty() ? NodeRole.NODE_ROLE_FOLLOWER : NodeRole.NODE_ROLE_LEADER,
                        state.majority))
                .addNodes(node("us-west", NodeRole.NODE_ROLE_FOLLOWER, true))
                .addNodes(node("eu-central", NodeRole.NODE_ROLE_FOLLOWER, false))
                .addPauses(FakePauses.DRILL);
        answer(to, status.setLeader(state.leader).setClusterId(state.clusterId).build());
    }

    @Override
    public void openSession(OpenSessionRequest request, StreamObserver<OpenSessionResponse> to) {
        state.requests.add(request);
        state.lastAnsweredRenewalMillis = System.currentTimeMillis();
        if (!state.regions.isEmpty() && !state.regions.contains(request.getRegion())) {
            to.onError(refuse(
                    3,
                    "UNKNOWN_REGION",
                    "region " + request.getRegion() + " is none of the cluster's",
                    "known",
                    String.join(",", state.regions)));
            return;
        }
        Long known = state.openings.get(request.getIncarnation());
        if (known != null) {
            reopened(request, known, to);
            return;
        }
        long session = state.open(request.getRegion(), request.getHolder(), request.getTtlMillis());
        state.openings.put(request.getIncarnation(), session);
        OpenSessionResponse.Builder opened = OpenSessionResponse.newBuilder()
                .setSessionId(session)
                .setTtlMillis(request.getTtlMillis())
                .setDriftBoundPpm(10_000);
        for (FirstAcquire acquire : request.getAcquiresList()) {
            if (!state.leases.containsKey(acquire.getResource())) {
                state.grant(acquire.getResource(), session);
            } else if (acquire.getWait()) {
                state.queue(acquire.getResource(), session);
                opened.addWaiting(acquire.getResource());
            }
        }
        answer(to, opened.setHoldings(holdings(session)).build());
        if (state.yieldsToWaiters && opened.getWaitingList().contains("yielded")) {
            state.end("yielded", EndReason.END_REASON_RELEASED, 0);
        }
    }

    /** A repeated opening finds the same session, or its end. */
    private void reopened(OpenSessionRequest request, long session, StreamObserver<OpenSessionResponse> to) {
        if (state.sessions.containsKey(session)) {
            answer(
                    to,
                    OpenSessionResponse.newBuilder()
                            .setSessionId(session)
                            .setTtlMillis(request.getTtlMillis())
                            .setDriftBoundPpm(10_000)
                            .setHoldings(holdings(session))
                            .build());
        } else {
            to.onError(refuse(9, "SESSION_ENDED", "session " + session + " has ended", "session_id", "" + session));
        }
    }

    private Holdings holdings(long session) {
        synchronized (state) {
            return Holdings.newBuilder()
                    .setVersion(state.holdingsVersions.getOrDefault(session, 0L))
                    .addAllLeases(state.leases.values().stream()
                            .filter(lease -> lease.getSessionId() == session)
                            .toList())
                    .setNewestToken(state.lastToken)
                    .build();
        }
    }

    @Override
    public void renewSession(RenewSessionRequest request, StreamObserver<RenewSessionResponse> to) {
        state.requests.add(request);
        if (state.silent) {
            return;
        }
        if (!state.sessions.containsKey(request.getSessionId())) {
            to.onError(refuse(
                    9,
                    "SESSION_ENDED",
                    "session " + request.getSessionId() + " has ended (BROKEN)",
                    "session_id",
                    "" + request.getSessionId(),
                    "end_reason",
                    "BROKEN"));
            return;
        }
        state.lastAnsweredRenewalMillis = System.currentTimeMillis();
        Holdings now = holdings(request.getSessionId());
        RenewSessionResponse.Builder renewed = RenewSessionResponse.newBuilder().setSessionId(request.getSessionId());
        answer(
                to,
                (now.getVersion() == request.getKnownHoldingsVersion() ? renewed : renewed.setHoldings(now)).build());
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
        state.requests.add(request);
        List<SessionInfo> after = state.sessions.values().stream()
                .filter(session -> session.getSessionId() > request.getAfterSessionId())
                .toList();
        int count = Math.min(after.size(), request.getPageSize());
        answer(
                to,
                ListSessionsResponse.newBuilder()
                        .setRevision(state.revision)
                        .addAllSessions(after.subList(0, count))
                        .setMore(count < after.size())
                        .build());
    }
}
