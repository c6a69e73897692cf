package io.arbiter.server.service;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.forward.PeerChannels;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What one peer says of itself, or why it says nothing. Never fails. */
final class PeerStatus implements StreamObserver<StatusResponse> {
    private static final long TIMEOUT_MILLIS = 1_000;

    private final Member peer;
    private final CompletableFuture<NodeStatus> answer = new CompletableFuture<>();

    private PeerStatus(Member peer) {
        this.peer = peer;
    }

    static CompletableFuture<NodeStatus> ask(PeerChannels channels, Member peer) {
        var status = new PeerStatus(peer);
        // Not failing fast: a peer that has just come back is worth the time that connecting takes.
        ArbiterGrpc.newStub(channels.to(peer)).withWaitForReady()
                .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .status(StatusRequest.newBuilder().setLocal(true).build(), status);
        return status.answer;
    }

    @Override
    public void onNext(StatusResponse report) {
        if (report.getNodesCount() == 1) {
            answer.complete(report.getNodes(0));
        } else {
            unreachable("it gave no status of its own");
        }
    }

    @Override
    public void onError(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        unreachable(status.getCode() == Status.Code.DEADLINE_EXCEEDED
                ? "no answer within " + TIMEOUT_MILLIS + " ms"
                : String.valueOf(failure.getMessage()));
    }

    @Override
    public void onCompleted() {
        unreachable("it gave no status");
    }

    private void unreachable(String why) {
        answer.complete(NodeStatus.newBuilder()
                .setNode(peer.name())
                .setRegion(peer.region())
                .setClientAddress(peer.clientAddress())
                .setRaftAddress(peer.raftAddress())
                .setReachable(false)
                .setProblem("cannot be reached on its client address: " + why)
                .build());
    }
}
