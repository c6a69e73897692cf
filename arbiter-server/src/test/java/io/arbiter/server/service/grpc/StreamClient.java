package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The other side of a command stream. Ids and, if unset, timeouts are filled in. */
final class StreamClient implements StreamObserver<ReplyBatch>, AutoCloseable {
    private final Map<Long, CompletableFuture<Reply>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StreamObserver<CallBatch> out;
    private volatile String leader = "";

    StreamClient(TestNode node) {
        out = node.streams().calls(this);
    }

    Reply call(Call.Builder call) {
        return answer(send(call));
    }

    CompletableFuture<Reply> send(Call.Builder call) {
        Call filled = fill(call);
        CompletableFuture<Reply> reply = expect(filled.getId());
        send(CallBatch.newBuilder().addCalls(filled).build());
        return reply;
    }

    /** So many sessions to open, in one batch. */
    List<CompletableFuture<Reply>> sendTogether(int count) {
        var batch = CallBatch.newBuilder();
        var replies = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < count; i++) {
            Call call = fill(Call.newBuilder().setOpenSession(openSession("c" + i)));
            replies.add(expect(call.getId()));
            batch.addCalls(call);
        }
        send(batch.build());
        return replies;
    }

    static <T> T answer(CompletableFuture<T> reply) {
        return reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    Call fill(Call.Builder call) {
        return call.setId(lastId.incrementAndGet())
                .setTimeoutMillis(call.getTimeoutMillis() == 0 ? 20_000 : call.getTimeoutMillis())
                .build();
    }

    CompletableFuture<Reply> expect(long id) {
        return underWay.computeIfAbsent(id, i -> new CompletableFuture<>());
    }

    void send(CallBatch batch) {
        out.onNext(batch);
    }

    void halfClose() {
        out.onCompleted();
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    int replyBatches() {
        return batches.get();
    }

    String leader() {
        return leader;
    }

    @Override
    public void onNext(ReplyBatch batch) {
        batches.incrementAndGet();
        leader = batch.getLeader();
        batch.getRepliesList().forEach(reply -> expect(reply.getId()).complete(reply));
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
        underWay.values().forEach(reply -> reply.completeExceptionally(failure));
    }

    @Override
    public void onCompleted() {
        ended.complete(null);
    }

    @Override
    public void close() {
        out.onError(Status.CANCELLED.asRuntimeException());
    }
}
