package io.arbiter.client;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.transport.EventLoop;
import io.arbiter.client.transport.Retries;
import io.arbiter.client.transport.Router;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What the parts of one client share.
 *
 * @param callbacks where user code runs
 * @param watchers where listeners of watches run, which may block: nothing else waits for them
 * @param healthThread where the holder's health check runs
 */
record Parts(ClientConfig config, EventLoop loop, Router router, Retries retries, Executor callbacks,
        Executor watchers, Executor healthThread) {

    ClientClock clock() {
        return config.clock();
    }

    long requestNanos() {
        return config.requestTimeout().toNanos();
    }

    /** One attempt of a call may take a third of the request timeout, so that three nodes can be tried. */
    long attemptNanos() {
        return requestNanos() / 3;
    }

    /** A call with the default deadline. Call it in the loop; it completes there. */
    CompletableFuture<Reply> call(Supplier<Call.Builder> request) {
        return retries.call(request, requestNanos(), attemptNanos());
    }

    /** Goes on in a task of its own: what that throws is told by the loop, where a stage would swallow it. */
    <T> void then(CompletableFuture<T> future, BiConsumer<T, Throwable> next) {
        future.whenComplete((value, failure) -> loop.execute(() -> next.accept(value, failure)));
    }

    /** A future for the user: completes on the callback executor; cancelling it cancels the internal one. */
    <T> CompletableFuture<T> published(CompletableFuture<T> internal) {
        CompletableFuture<T> user = new CompletableFuture<>();
        internal.whenCompleteAsync((value, failure) -> {
            if (failure == null) {
                user.complete(value);
            } else {
                user.completeExceptionally(failure);
            }
        }, callbacks);
        user.whenComplete((value, failure) -> {
            if (user.isCancelled()) {
                loop.execute(() -> internal.cancel(true));
            }
        });
        return user;
    }
}
