package io.arbiter.server.service.grpc;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.forward.PeerChannels;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One peer's status as it reports it, or the reason that it reports none. Never fails. */
final class PeerStatus implements StreamObserver<StatusResponse> {
    private static final long TIMEOUT_MILLIS = 1_000;

    private final Member peer;
    private final Optional<String> own;
    private final CompletableFuture<NodeStatus> answer = new CompletableFuture<>();

    private PeerStatus(Member peer, Optional<String> own) {
        this.peer = peer;
        this.own = own;
    }

    /** @param own the identity of this node's cluster, if it knows it */
    static CompletableFuture<NodeStatus> request(PeerChannels channels, Member peer, Optional<String> own) {
        var status = new PeerStatus(peer, own);
        // Waits for the connection, because a peer that has just come back is worth that time.
        ArbiterGrpc.newStub(channels.to(peer))
                .withWaitForReady()
                .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .status(StatusRequest.newBuilder().setLocal(true).build(), status);
        return status.answer;
    }

    @Override
    public void onNext(StatusResponse report) {
        String cluster = report.getClusterId();
        if (!cluster.isEmpty() && !cluster.equals(own.orElse(cluster))) {
            unreachable("there answers a node of another cluster, " + cluster);
        } else if (report.getNodesCount() == 1) {
            answer.complete(report.getNodes(0));
        } else {
            unreachable("it gave no status of its own");
        }
    }

    @Override
    public void onError(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        com.google.rpc.Status said = StatusProto.fromThrowable(failure);
        if (said != null && said.getDetailsCount() > 0) { // the node itself refuses, and says why
            unreachable(said.getMessage());
            return;
        }
        unreachable(
                status.getCode() == Status.Code.DEADLINE_EXCEEDED
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
