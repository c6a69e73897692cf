package io.arbiter.server.forward;

import io.arbiter.internal.v1.ReadIndexResponse;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** The leader's answer to a request for a read index. */
final class ReadIndexAnswer implements StreamObserver<ReadIndexResponse> {
    private final CompletableFuture<Long> index = new CompletableFuture<>();

    CompletableFuture<Long> index() {
        return index;
    }

    @Override
    public void onNext(ReadIndexResponse answer) {
        index.complete(answer.getIndex());
    }

    @Override
    public void onError(Throwable failure) {
        fail("the leader gave no read index (" + failure.getMessage() + ")");
    }

    @Override
    public void onCompleted() {
        fail("the leader ended the call without a read index");
    }

    private void fail(String why) {
        index.completeExceptionally(new CallException(Reason.NO_LEADER, why + "; retry"));
    }
}
