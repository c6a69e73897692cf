package io.arbiter.server.forward;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.Witness;
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
     * How far the leader says a state must be to be read, see {@code ReplicatedLog.readIndex}. Always completes: with a
     * {@code CallFailure} of {@code NO_LEADER} if no answer came within a few seconds.
     *
     * @param self what this node says of itself as it asks
     */
    CompletableFuture<Long> readIndex(Member leader, Witness self);
}
