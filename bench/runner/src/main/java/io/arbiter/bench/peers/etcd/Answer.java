package io.arbiter.bench.peers.etcd;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The one answer to a call. */
final class Answer<T> extends CompletableFuture<T> implements StreamObserver<T> {
    /** Makes the call. */
    static <T> Answer<T> to(Consumer<StreamObserver<T>> call) {
        var answer = new Answer<T>();
        call.accept(answer);
        return answer;
    }

    @Override
    public void onNext(T value) {
        complete(value);
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        completeExceptionally(new IllegalStateException("etcd ended a call without an answer"));
    }
}
