package io.arbiter.server.forward;

import io.arbiter.server.failure.CallException;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One stream of calls to one peer. A call is sent only once the transport is ready for it, so that a call never sent is
 * known to be not done. Lives until it breaks; thread-safe.
 */
final class PeerStream implements ClientResponseObserver<CallBatch, ReplyBatch> {
    private static final int MAX_CALLS_PER_BATCH = 256;
    /** Stays below the message limit of the other side even with one more call. */
    private static final int BATCH_BYTES = 1 << 20;

    private final Map<Long, ForwardedCall> inFlight = new HashMap<>();
    private final ArrayDeque<Call> outbox = new ArrayDeque<>();
    private ClientCallStreamObserver<CallBatch> out;
    private boolean broken;

    @Override
    public void beforeStart(ClientCallStreamObserver<CallBatch> stream) {
        out = stream;
        stream.setOnReadyHandler(this::drain);
    }

    /** Takes the call under its id. False if this stream has broken: use another stream. */
    synchronized boolean offer(ForwardedCall forwarded) {
        if (broken) {
            return false;
        }
        inFlight.put(forwarded.call().getId(), forwarded);
        outbox.add(forwarded.call());
        drain();
        return true;
    }

    /** The caller has gone. True if the call was never sent. */
    synchronized boolean cancelCall(ForwardedCall forwarded) {
        long id = forwarded.call().getId();
        if (inFlight.remove(id) != null && forwarded.isSent() && !broken) {
            outbox.add(Call.newBuilder().setId(id).setCancel(id).build());
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
            ForwardedCall forwarded = inFlight.get(call.getId());
            if (forwarded != null) {
                forwarded.markSent();
            }
            if (forwarded != null || call.hasCancel()) {
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
        return inFlight.remove(id);
    }

    @Override
    public void onError(Throwable failure) {
        if (Status.fromThrowable(failure).getCode() == Status.Code.FAILED_PRECONDITION) {
            refuse();
        }
        breakOff(failure.getMessage());
    }

    /** The stream itself was refused as one of another cluster: none of its calls has been read. */
    private synchronized void refuse() {
        inFlight.values().forEach(ForwardedCall::markUnread);
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
            CallException lost = forwarded.lost(why);
            forwarded.reply().completeExceptionally(lost);
        }
    }

    private synchronized List<ForwardedCall> takeAll() {
        broken = true;
        var all = new ArrayList<>(inFlight.values());
        inFlight.clear();
        outbox.clear();
        return all;
    }
}
