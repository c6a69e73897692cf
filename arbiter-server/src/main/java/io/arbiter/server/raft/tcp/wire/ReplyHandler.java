package io.arbiter.server.raft.tcp.wire;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The receiver of an answer. Called on the thread that read it: must not block. */
public interface ReplyHandler<A> {
    void answered(A answer);

    /** No answer comes any more; it is unknown whether the other side has carried the request out. */
    void failed(IOException why);

    /** Completes the future. */
    static <A> ReplyHandler<A> of(CompletableFuture<A> outcome) {
        return new ReplyHandler<>() {
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
