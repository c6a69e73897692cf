package io.arbiter.client.internal.transport;

import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.ReplyBatch;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One stream of calls to one node. Calls submitted while the connection is busy go out together in the next
 * message. Confined to the loop; gRPC's threads only hand over.
 */
final class CallStream {
    private static final int MAX_BATCH_CALLS = 512;
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private final EventLoop loop;
    private final Events events;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private ClientCallStreamObserver<CallBatch> requests;
    private boolean flushing;
    private boolean ended;

    /** Events of the stream; called in the loop. */
    interface Events {
        void written(Call call);

        void answered(ReplyBatch batch);

        void ended(Throwable cause);
    }

    CallStream(Channel channel, EventLoop loop, Events events) {
        this.loop = loop;
        this.events = events;
        ArbiterGrpc.newStub(channel).calls(new Replies());
    }

    /** Renewals go first: behind a thousand writes a renewal could come too late for the lease of these writes. */
    void send(Call call) {
        if (call.hasRenewSession()) {
            waiting.addFirst(call);
        } else {
            waiting.addLast(call);
        }
        flushSoon();
    }

    /** Takes back a call that was not written yet: nobody waits for it any more, so it must never be sent. */
    void takeBack(long id) {
        waiting.removeIf(call -> call.getId() == id);
    }

    /** Cancels the stream; {@link Events#ended} follows at once. */
    void cancel(String why) {
        requests.cancel(why, null);
        end(io.grpc.Status.UNAVAILABLE.withDescription(why).asRuntimeException());
    }

    private void flushSoon() {
        if (!flushing && !ended) {
            flushing = true;
            loop.execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        while (!ended && !waiting.isEmpty() && requests.isReady()) {
            requests.onNext(nextBatch());
        }
    }

    private CallBatch nextBatch() {
        CallBatch.Builder batch = CallBatch.newBuilder();
        int bytes = 0;
        while (!waiting.isEmpty() && batch.getCallsCount() < MAX_BATCH_CALLS && bytes < MAX_BATCH_BYTES) {
            Call call = waiting.remove();
            bytes += call.getSerializedSize();
            batch.addCalls(call);
            events.written(call);
        }
        return batch.build();
    }

    private void end(Throwable cause) {
        if (!ended) {
            ended = true;
            waiting.clear();
            events.ended(cause);
        }
    }

    private final class Replies implements ClientResponseObserver<CallBatch, ReplyBatch> {

        @Override
        public void beforeStart(ClientCallStreamObserver<CallBatch> stream) {
            requests = stream;
            stream.setOnReadyHandler(() -> loop.execute(CallStream.this::flush));
        }

        @Override
        public void onNext(ReplyBatch batch) {
            loop.execute(() -> events.answered(batch));
        }

        @Override
        public void onError(Throwable cause) {
            loop.execute(() -> end(cause));
        }

        @Override
        public void onCompleted() {
            loop.execute(() -> end(io.grpc.Status.UNAVAILABLE
                    .withDescription("the node closed the stream")
                    .asRuntimeException()));
        }
    }
}
