package io.arbiter.client.internal.transport;

import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/** An attempt under way on one node. Confined to the loop. */
final class PendingCall {
    final CompletableFuture<Reply> answer = new CompletableFuture<>();
    final long sentNanos;
    EventLoop.Timer timeout = EventLoop.Timer.NONE;
    /** Handed to the network: from here on its outcome can be unknown. */
    boolean written;

    PendingCall(long sentNanos) {
        this.sentNanos = sentNanos;
    }

    void answered(Reply reply, String address) {
        timeout.cancel();
        if (reply.hasError()) {
            answer.completeExceptionally(FailureReader.read(reply.getError()).from(address));
        } else {
            answer.complete(reply);
        }
    }

    void fail(CallFailedException failure) {
        timeout.cancel();
        answer.completeExceptionally(failure);
    }
}
