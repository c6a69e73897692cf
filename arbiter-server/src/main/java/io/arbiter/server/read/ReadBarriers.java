package io.arbiter.server.read;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadBarrierRequest;
import io.arbiter.internal.v1.ReadBarrierResponse;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.PeerChannels;
import io.arbiter.server.replica.AppliedWaits;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tells a read when this node's state has caught up with everything committed before the read. Thread-safe. */
public final class ReadBarriers {
    private static final long LEADER_TIMEOUT_SECONDS = 5;

    private final ReplicatedLog log;
    private final CommandBatcher batcher;
    private final AppliedWaits applied;
    private final PeerChannels channels;
    private final SharedBarrier leaders;

    public ReadBarriers(ReplicatedLog log, CommandBatcher batcher, AppliedWaits applied, PeerChannels channels) {
        this.log = log;
        this.batcher = batcher;
        this.applied = applied;
        this.channels = channels;
        this.leaders = new SharedBarrier(this::askLeader);
    }

    /** On the leader alone: the index of an entry proposed after this call, applied here. Else fails. */
    public CompletableFuture<Long> ownBarrier() {
        return batcher.barrier();
    }

    /** On any node: completes when the local state may be read. Fails with {@code NO_LEADER} if nobody leads. */
    public CompletableFuture<Void> caughtUp() {
        return log.leadership().ready()
                ? batcher.barrier().thenApply(index -> null)
                : leaders.index().thenCompose(applied::reached);
    }

    private CompletableFuture<Long> askLeader() {
        Leadership leadership = log.leadership();
        if (leadership.leader().isEmpty() || leadership.isLeader()) {
            return CompletableFuture.failedFuture(noLeader("nobody is known to lead"));
        }
        Member leader = leadership.leader().get();
        var answer = new BarrierAnswer();
        // Shared by many reads, so not in the gRPC context of any.
        Context.ROOT.run(() -> PeerGrpc.newStub(channels.to(leader))
                .withDeadlineAfter(LEADER_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .readBarrier(ReadBarrierRequest.getDefaultInstance(), answer));
        return answer.index;
    }

    private static CallFailure noLeader(String why) {
        return new CallFailure(Reason.NO_LEADER, why + "; retry");
    }

    private static final class BarrierAnswer implements StreamObserver<ReadBarrierResponse> {
        private final CompletableFuture<Long> index = new CompletableFuture<>();

        @Override
        public void onNext(ReadBarrierResponse answer) {
            index.complete(answer.getIndex());
        }

        @Override
        public void onError(Throwable failure) {
            index.completeExceptionally(noLeader("the leader gave no read barrier (" + failure.getMessage() + ")"));
        }

        @Override
        public void onCompleted() {
            index.completeExceptionally(noLeader("the leader ended the call without a read barrier"));
        }
    }
}
