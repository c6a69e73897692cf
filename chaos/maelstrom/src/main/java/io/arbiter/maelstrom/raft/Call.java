package io.arbiter.maelstrom.raft;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** A request that waits for its answer; done at the first answer, or a failure, or its time-out. */
final class Call<A extends MessageLite> extends CompletableFuture<A> {
    private final Rpc<?, A> rpc;
    private final RaftMessage request;
    private final long startNanos;
    private long copies = 1; // changed by the thread that looks alone

    Call(Rpc<?, A> rpc, RaftMessage request, long nowNanos) {
        this.rpc = rpc;
        this.request = request;
        this.startNanos = nowNanos;
    }

    RaftMessage request() {
        return request;
    }

    /** True if the message is an answer to this request; it is done then. */
    boolean isAnsweredBy(RaftMessage message) throws InvalidProtocolBufferException {
        if (!message.from().equals(request.to())) {
            return false;
        }
        if (message.kind().equals(rpc.replyKind())) {
            return complete(rpc.answer().parseFrom(message.payload())) || isDone();
        }
        if (message.kind().equals(rpc.failureKind())) {
            return completeExceptionally(RemoteFailureException.decode(message)) || isDone();
        }
        return false;
    }

    /** True if another copy is due. */
    boolean resends(long nowNanos, Duration pause) {
        boolean due = nowNanos - startNanos >= copies * pause.toNanos();
        if (due) {
            copies++;
        }
        return due;
    }

    void timeOut(long nowNanos, Duration timeout) {
        if (nowNanos - startNanos >= timeout.toNanos()) {
            completeExceptionally(new TimeoutIOException("no answer to " + request + " within " + timeout.toMillis()
                    + " ms, though sent " + copies + " times"));
        }
    }
}
