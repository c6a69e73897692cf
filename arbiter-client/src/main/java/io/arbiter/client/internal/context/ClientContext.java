package io.arbiter.client.internal.context;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.gate.ElapsedTime;
import io.arbiter.client.internal.transport.CallRouter;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.client.internal.transport.Retries;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * State shared by the parts of one client.
 *
 * @param time starts before the first request that a gate can rest on
 * @param callbacks runs user code
 * @param workers runs user code that may block, each task on a thread of its own: nothing else waits for it
 * @param healthThread runs the holder's health check
 */
public record ClientContext(
        ClientConfig config,
        ElapsedTime time,
        EventLoop loop,
        CallRouter router,
        Retries retries,
        Executor callbacks,
        Executor workers,
        Executor healthThread) {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

    public ClientClock clock() {
        return config.clock();
    }

    public long requestNanos() {
        return config.requestTimeout().toNanos();
    }

    /** One attempt of a call that has the request timeout. */
    public long attemptNanos() {
        return attemptNanos(requestNanos());
    }

    /**
     * One attempt may take a third of its call's timeout, so that three nodes can be tried. It takes no longer than a
     * node needs to find a leader: a caller with a day's patience is not to spend eight hours on a node that hangs.
     */
    public static long attemptNanos(long timeoutNanos) {
        return Math.min(timeoutNanos / 3, LONGEST_ATTEMPT.toNanos());
    }

    /** A call with the default deadline. Call it in the loop; it completes there. */
    public CompletableFuture<Reply> call(Supplier<Call.Builder> request) {
        return retries.call(request, requestNanos(), attemptNanos());
    }

    /** Goes on in a task of its own, because the loop reports what a task throws, and a stage would swallow it. */
    public <T> void continueInLoop(CompletableFuture<T> future, BiConsumer<T, Throwable> next) {
        future.whenComplete((value, failure) -> loop.execute(() -> next.accept(value, failure)));
    }

    /** A future for the user: completes on the callback executor; cancelling it cancels the internal one. */
    public <T> CompletableFuture<T> published(CompletableFuture<T> internal) {
        CompletableFuture<T> user = new CompletableFuture<>();
        internal.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        user.complete(value);
                    } else {
                        user.completeExceptionally(failure);
                    }
                },
                callbacks);
        user.whenComplete((value, failure) -> {
            if (user.isCancelled()) {
                loop.execute(() -> internal.cancel(true));
            }
        });
        return user;
    }
}
