package io.arbiter.server.forward;

import io.arbiter.server.consensus.Member;
import io.arbiter.v1.Call;
import java.util.concurrent.CompletableFuture;

/** The way to the other nodes' services, whatever carries it. Thread-safe; nothing blocks. */
public interface Peers {
    /**
     * Sends a call, which has an id that no other call of this node has, to be answered there and not forwarded again.
     * The reply fails with a {@code CallFailure} that says whether the call may have been carried out, as soon as it
     * is known that no answer will come. It need not be known: the caller abandons the call at its deadline.
     */
    Forwarded send(Member leader, Call call);

    /**
     * The index of an entry that the leader proposed after this question. Always completes: with a {@code CallFailure}
     * of {@code NO_LEADER} if no answer came within a few seconds.
     */
    CompletableFuture<Long> barrier(Member leader);
}
