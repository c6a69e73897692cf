package io.arbiter.bench.runner.arbiter;

import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The command stream as any client may use it, for thousands of sessions. Calls made while a message is being sent go
 * out together in the next one. Thread-safe.
 */
final class CallStream {
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final int MAX_BATCH_CALLS = 512;

    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<Reply>> underWay = new ConcurrentHashMap<>();
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    /** Answers are being read: the calls that they cause go out together, after all answers of one message. */
    private volatile boolean reading;

    private volatile ClientCallStreamObserver<CallBatch> requests;

    CallStream(ManagedChannel channel) {
        ArbiterGrpc.newStub(channel).calls(new Replies());
    }

    /** Fails if the answer is an error, or the stream ends. */
    CompletableFuture<Reply> send(Call.Builder call) {
        long id = lastId.incrementAndGet();
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        underWay.put(id, answer);
        waiting.add(call.setId(id).setTimeoutMillis(TIMEOUT_MILLIS).build());
        if (!reading) {
            flush();
        }
        return answer;
    }

    private synchronized void flush() {
        while (requests.isReady() && !waiting.isEmpty()) {
            requests.onNext(nextBatch());
        }
    }

    private CallBatch nextBatch() {
        CallBatch.Builder batch = CallBatch.newBuilder();
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            if (batch.addCalls(call).getCallsCount() == MAX_BATCH_CALLS) {
                break;
            }
        }
        return batch.build();
    }

    private void answered(Reply reply) {
        CompletableFuture<Reply> answer = underWay.remove(reply.getId());
        if (answer == null) {
            return;
        }
        if (reply.hasError()) {
            answer.completeExceptionally(
                    new IllegalStateException(reply.getError().getMessage()));
        } else {
            answer.complete(reply);
        }
    }

    private final class Replies implements ClientResponseObserver<CallBatch, ReplyBatch> {
        @Override
        public void beforeStart(ClientCallStreamObserver<CallBatch> stream) {
            requests = stream;
            stream.setOnReadyHandler(CallStream.this::flush);
        }

        @Override
        public void onNext(ReplyBatch batch) {
            reading = true;
            batch.getRepliesList().forEach(CallStream.this::answered);
            reading = false;
            flush();
        }

        @Override
        public void onError(Throwable cause) {
            underWay.values().forEach(answer -> answer.completeExceptionally(cause));
        }

        @Override
        public void onCompleted() {
            onError(new IllegalStateException("the server ended the stream"));
        }
    }
}
