package io.arbiter.server.tls;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.server.testing.Requests;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends a call as another node would. */
final class ForwardedSample implements StreamObserver<ReplyBatch> {
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    private ForwardedSample() {}

    /** The reason of the refusal; empty if there was none. */
    static String send(ManagedChannel channel) {
        var sample = new ForwardedSample();
        ArbiterGrpc.newStub(channel)
                .calls(sample)
                .onNext(CallBatch.newBuilder()
                        .addCalls(Call.newBuilder()
                                .setId(1)
                                .setTimeoutMillis(PATIENCE.toMillis())
                                .setForwarded(true)
                                .setListSessions(ListSessionsRequest.getDefaultInstance()))
                        .build());
        Reply answer =
                sample.reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return answer.hasError() ? Requests.info(answer.getError()).getReason() : "";
    }

    @Override
    public void onNext(ReplyBatch batch) {
        reply.complete(batch.getReplies(0));
    }

    @Override
    public void onError(Throwable failure) {
        reply.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        reply.completeExceptionally(new IllegalStateException("ended without a reply"));
    }
}
