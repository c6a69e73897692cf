package io.arbiter.server.service;

import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One try at answering a call: on this node or forwarded.
 *
 * @param reply completes with the answer, or fails with what {@code Failures} understands
 * @param giveUp called at most once, if nobody waits any more: must make {@code reply} complete soon
 */
record Attempt(CompletableFuture<Reply> reply, Consumer<GiveUp> giveUp) {
    /** A try that cannot be given up, because it does not last. */
    static Attempt brief(CompletableFuture<Reply> reply) {
        return new Attempt(reply, why -> reply.completeExceptionally(why.failure(false)));
    }
}
