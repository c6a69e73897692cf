package io.arbiter.server.forward;

import io.arbiter.server.failure.CallFailure;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One stream of calls to one peer. A call is sent only once the transport is ready for it, so that what was never sent
 * is known to be not done. Lives until it breaks; thread-safe.
 */
final class PeerStream implements ClientResponseObserver<CallBatch, ReplyBatch> {
    private static final int MAX_CALLS_PER_BATCH = 256;
    /** Stays below the message limit of the other side with what one more call can add. */
    private static final int BATCH_BYTES = 1 << 20;

    private final Map<Long, ForwardedCall> underWay = new HashMap<>();
    private final ArrayDeque<Call> outbox = new ArrayDeque<>();
    private ClientCallStreamObserver<CallBatch> out;
    private boolean broken;

    @Override
    public void beforeStart(ClientCallStreamObserver<CallBatch> stream) {
        out = stream;
        stream.setOnReadyHandler(this::drain);
    }

    /** Takes the call under its id. False if this stream has broken: take another. */
    synchronized boolean offer(ForwardedCall forwarded) {
        if (broken) {
            return false;
        }
        underWay.put(forwarded.call().getId(), forwarded);
        outbox.add(forwarded.call());
        drain();
        return true;
    }

    /** Nobody waits for the call any more. True if it was never sent. */
    synchronized boolean abandon(ForwardedCall forwarded) {
        long id = forwarded.call().getId();
        if (underWay.remove(id) != null && forwarded.isSent() && !broken) {
            outbox.add(Call.newBuilder().setId(id).setAbandon(id).build());
            drain();
        }
        return !forwarded.isSent();
    }

    private synchronized void drain() {
        while (!broken && !outbox.isEmpty() && out.isReady()) {
            out.onNext(nextBatch());
        }
    }

    private CallBatch nextBatch() {
        var batch = CallBatch.newBuilder();
        int bytes = 0;
        while (!outbox.isEmpty() && batch.getCallsCount() < MAX_CALLS_PER_BATCH && bytes < BATCH_BYTES) {
            Call call = outbox.poll();
            ForwardedCall forwarded = underWay.get(call.getId());
            if (forwarded != null) {
                forwarded.markSent();
            }
            if (forwarded != null || call.hasAbandon()) {
                batch.addCalls(call);
                bytes += call.getSerializedSize();
            }
        }
        return batch.build();
    }

    @Override
    public void onNext(ReplyBatch batch) {
        for (Reply reply : batch.getRepliesList()) {
            ForwardedCall forwarded = take(reply.getId());
            if (forwarded != null) {
                forwarded.reply().complete(reply);
            }
        }
    }

    private synchronized ForwardedCall take(long id) {
        return underWay.remove(id);
    }

    @Override
    public void onError(Throwable failure) {
        breakOff(failure.getMessage());
    }

    @Override
    public void onCompleted() {
        breakOff("the peer ended the stream");
    }

    /** Ends the stream, because the peer does not lead any more or cannot be reached. */
    void cancel(String why) {
        out.cancel(why, null);
        breakOff(why);
    }

    private void breakOff(String why) {
        for (ForwardedCall forwarded : takeAll()) {
            CallFailure lost = forwarded.lost(why);
            forwarded.reply().completeExceptionally(lost);
        }
    }

    private synchronized List<ForwardedCall> takeAll() {
        broken = true;
        var all = new ArrayList<>(underWay.values());
        underWay.clear();
        outbox.clear();
        return all;
    }
}
