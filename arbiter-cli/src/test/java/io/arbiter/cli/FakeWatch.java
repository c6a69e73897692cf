package io.arbiter.cli;

import io.arbiter.v1.Event;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Streams the fake's history; can lose the connection after each event, as a restarting node would. */
final class FakeWatch {

    private FakeWatch() {}

    static void stream(FakeArbiter state, WatchRequest request, StreamObserver<WatchResponse> to, Context context) {
        long next = request.getFromRevision();
        while (true) {
            long from = next;
            List<Event> events = state.await(
                    () -> state.history.stream()
                            .filter(event -> event.getRevision() >= from)
                            .toList(),
                    found -> !found.isEmpty(),
                    context);
            if (events == null) {
                return;
            }
            Event event = events.get(0);
            to.onNext(WatchResponse.newBuilder()
                    .addEvents(event)
                    .setRevision(event.getRevision())
                    .build());
            next = event.getRevision() + 1;
            if (state.dropsWatches) {
                to.onError(Status.UNAVAILABLE.withDescription("node stops").asRuntimeException());
                return;
            }
        }
    }
}
