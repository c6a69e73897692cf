package io.arbiter.server.forward;

import io.arbiter.internal.v1.ReadBarrierResponse;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** The leader's answer to the question for a barrier. */
final class BarrierAnswer implements StreamObserver<ReadBarrierResponse> {
    private final CompletableFuture<Long> index = new CompletableFuture<>();

    CompletableFuture<Long> index() {
        return index;
    }

    @Override
    public void onNext(ReadBarrierResponse answer) {
        index.complete(answer.getIndex());
    }

    @Override
    public void onError(Throwable failure) {
        fail("the leader gave no read barrier (" + failure.getMessage() + ")");
    }

    @Override
    public void onCompleted() {
        fail("the leader ended the call without a read barrier");
    }

    private void fail(String why) {
        index.completeExceptionally(new CallFailure(Reason.NO_LEADER, why + "; retry"));
    }
}
