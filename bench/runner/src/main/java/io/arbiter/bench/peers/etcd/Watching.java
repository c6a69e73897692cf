package io.arbiter.bench.peers.etcd;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** Receives each put of the watched key. */
final class Watching implements StreamObserver<WatchResponse> {
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final Runnable onTaken;

    Watching(Runnable onTaken) {
        this.onTaken = onTaken;
    }

    /** Completes when etcd has confirmed the watch. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    @Override
    public void onNext(WatchResponse response) {
        if (response.getCreated()) {
            begun.complete(null);
        }
        response.getEventsList().stream()
                .filter(event -> event.getType() == Event.EventType.PUT)
                .forEach(event -> onTaken.run());
    }

    @Override
    public void onError(Throwable failure) {
        begun.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        begun.completeExceptionally(new IllegalStateException("etcd ended the watch"));
    }
}
