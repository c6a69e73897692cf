package io.arbiter.server.service.call;

import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One try at answering a call: on this node or forwarded.
 *
 * @param reply completes with the answer, or fails with an exception that {@code ExceptionMapper} understands
 * @param cancel called at most once, when the caller no longer waits: must make {@code reply} complete soon
 */
record Attempt(CompletableFuture<Reply> reply, Consumer<CancelReason> cancel) {
    /** A try that cannot be cancelled, because it is brief. */
    static Attempt uncancellable(CompletableFuture<Reply> reply) {
        return new Attempt(reply, why -> reply.completeExceptionally(why.failure(false)));
    }
}
