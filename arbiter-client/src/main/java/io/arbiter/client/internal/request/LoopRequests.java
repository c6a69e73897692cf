package io.arbiter.client.internal.request;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ClientLimits;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.FailureReader;
import io.arbiter.client.internal.transport.Node;
import io.arbiter.client.internal.transport.Repeat;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes requests in the loop. Its futures complete there: only for code that does not block on their stages.
 */
public final class LoopRequests implements Requests {
    private final ClientContext context;
    private final Repeat repeat;
    private final long timeoutNanos;

    public LoopRequests(ClientContext context) {
        this(context, Repeat.UNTIL_ANSWERED, context.requestNanos());
    }

    private LoopRequests(ClientContext context, Repeat repeat, long timeoutNanos) {
        this.context = context;
        this.repeat = repeat;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public Requests atMostOnce() {
        return new LoopRequests(context, Repeat.IF_NOT_DONE, timeoutNanos);
    }

    @Override
    public Requests within(Duration limit) {
        ClientLimits.requireTimeout(limit);
        return new LoopRequests(context, repeat, limit.toNanos());
    }

    @Override
    public <T> CompletableFuture<T> read(Call.Builder call, Function<Reply, T> answer) {
        return request(call.build(), answer, false, Repeat.UNTIL_ANSWERED);
    }

    @Override
    public <T> CompletableFuture<T> write(Call.Builder call, Function<Reply, T> answer) {
        return request(call.build(), answer, true, repeat);
    }

    private <T> CompletableFuture<T> request(Call call, Function<Reply, T> answer, boolean changes, Repeat again) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.loop().execute(() -> {
            CompletableFuture<Reply> reply = context.retries()
                    .call(call::toBuilder, timeoutNanos, ClientContext.attemptNanos(timeoutNanos), again);
            end(result, reply.thenApply(answer), changes);
            result.whenComplete((value, failure) -> {
                if (result.isCancelled()) {
                    context.loop().execute(() -> reply.cancel(true));
                }
            });
        });
        return result;
    }

    @Override
    public <T> CompletableFuture<T> status(boolean local, Function<StatusResponse, T> answer) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.loop().execute(() -> end(result, askEach(new HashSet<>(), local).thenApply(answer), false));
        return result;
    }

    /** Each node once: a cluster without a leader still has a status. */
    private CompletableFuture<StatusResponse> askEach(Set<Node> tried, boolean local) {
        CompletableFuture<StatusResponse> result = new CompletableFuture<>();
        askNext(tried, local, null, result);
        return result;
    }

    /** @param first why the first one did not answer: nodes of another cluster are asked last, if there are any */
    private void askNext(Set<Node> tried, boolean local, Throwable first, CompletableFuture<StatusResponse> result) {
        Node node = context.router().pick(tried);
        tried.add(node);
        context.continueInLoop(requestStatus(node, local), (status, failure) -> {
            if (failure == null) {
                result.complete(status);
            } else if (tried.size() < context.router().size()) {
                askNext(tried, local, first == null ? failure : first, result);
            } else {
                result.completeExceptionally(first == null ? failure : first);
            }
        });
    }

    @Override
    public <T> CompletableFuture<T> statusOf(String address, boolean local, Function<StatusResponse, T> answer) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.loop().execute(() -> end(result, askAt(address, local).thenApply(answer), false));
        return result;
    }

    /** An answer that cannot be read fails the call as well: its caller would wait for ever. */
    private static <T> void end(CompletableFuture<T> result, CompletableFuture<T> answered, boolean changes) {
        answered.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(ExceptionMapper.map(failure, changes));
            }
        });
    }

    /** An address that cannot be used fails the call: thrown in the loop, it would leave the caller waiting. */
    private CompletableFuture<StatusResponse> askAt(String address, boolean local) {
        try {
            return requestStatus(context.router().node(address), local);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<StatusResponse> requestStatus(Node node, boolean local) {
        CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        ArbiterGrpc.newStub(node.channel())
                .withDeadlineAfter(Math.min(timeoutNanos, context.attemptNanos()), TimeUnit.NANOSECONDS)
                .status(StatusRequest.newBuilder().setLocal(local).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(StatusResponse status) {
                        context.loop()
                                .execute(() -> node.answered(context.router().cluster()));
                        answer.complete(status);
                    }

                    @Override
                    public void onError(Throwable cause) {
                        CallFailedException failure = FailureReader.read(cause).from(node.address());
                        context.loop().execute(() -> node.refusedAsStray(failure));
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(FailureReader.read(io.grpc.Status.UNAVAILABLE
                                .withDescription(node.address() + " gave no answer")
                                .asRuntimeException()));
                    }
                });
        return answer;
    }
}
