package io.arbiter.server.watch;

import static io.arbiter.testsupport.Patience.PATIENCE;

import com.google.rpc.ErrorInfo;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.Event;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The other side of a watch. */
final class WatchClient implements StreamObserver<WatchResponse> {
    private final List<WatchResponse> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Throwable> end = new CompletableFuture<>();
    private final Context.CancellableContext context = Context.current().withCancellation();

    WatchClient(TestNode node, WatchRequest request) {
        context.run(() -> node.streams().watch(request, this));
    }

    List<WatchResponse> answers() {
        return answers;
    }

    List<Event> events() {
        return answers.stream()
                .flatMap(answer -> answer.getEventsList().stream())
                .toList();
    }

    List<String> kinds() {
        return events().stream().map(event -> event.getKindCase().name()).toList();
    }

    ErrorInfo awaitEnd() {
        return Requests.info(
                end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    void cancel() {
        context.cancel(null);
    }

    @Override
    public void onNext(WatchResponse answer) {
        answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(failure);
    }

    @Override
    public void onCompleted() {
        end.complete(new IllegalStateException("a watch never completes"));
    }
}
