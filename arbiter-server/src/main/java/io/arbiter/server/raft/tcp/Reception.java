package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Who waits for an answer. Called on the thread that read it: must not block. */
interface Reception<A> {
    void answered(A answer);

    /** No answer comes any more; whether the other side has done what it was asked is not known. */
    void failed(IOException why);

    /** Completes the future. */
    static <A> Reception<A> of(CompletableFuture<A> outcome) {
        return new Reception<>() {
            @Override
            public void answered(A answer) {
                outcome.complete(answer);
            }

            @Override
            public void failed(IOException why) {
                outcome.completeExceptionally(why);
            }
        };
    }
}
