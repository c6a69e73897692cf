package io.arbiter.server.forward;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.v1.Call;
import java.util.concurrent.CompletableFuture;

/** The way to the other nodes' services, over any carrier. Thread-safe; nothing blocks. */
public interface Peers {
    /**
     * Sends a call, with an id unique on this node, to be answered there and not forwarded again. As soon as it is
     * known that no answer will come, the reply fails with a {@code CallException} that tells whether the call may have
     * been carried out. This need not become known: the caller cancels the call at its deadline.
     */
    Forwarded send(Member leader, Call call);

    /**
     * Asks the leader for the index that a state must have reached to be read, see {@code ReplicatedLog.readIndex}.
     * Always completes: with a {@code CallException} of {@code NO_LEADER} if no answer came within a few seconds.
     *
     * @param self this node's own term as it asks
     */
    CompletableFuture<Long> readIndex(Member leader, TermAck self);
}
