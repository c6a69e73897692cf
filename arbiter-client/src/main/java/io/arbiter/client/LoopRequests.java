package io.arbiter.client;

import io.arbiter.client.transport.Failures;
import io.arbiter.client.transport.Node;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes requests in the loop. Its futures complete there: only for code that does not block on their stages.
 */
final class LoopRequests implements Requests {
    private final Parts parts;

    LoopRequests(Parts parts) {
        this.parts = parts;
    }

    @Override
    public <T> CompletableFuture<T> read(Call.Builder call, Function<Reply, T> answer) {
        return request(call.build(), answer, false);
    }

    @Override
    public <T> CompletableFuture<T> write(Call.Builder call, Function<Reply, T> answer) {
        return request(call.build(), answer, true);
    }

    private <T> CompletableFuture<T> request(Call call, Function<Reply, T> answer, boolean changes) {
        CompletableFuture<T> result = new CompletableFuture<>();
        parts.loop().execute(() -> {
            CompletableFuture<Reply> reply = parts.call(call::toBuilder);
            reply.whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(answer.apply(value));
                } else {
                    result.completeExceptionally(Errors.of(failure, changes));
                }
            });
            result.whenComplete((value, failure) -> {
                if (result.isCancelled()) {
                    parts.loop().execute(() -> reply.cancel(true));
                }
            });
        });
        return result;
    }

    @Override
    public CompletableFuture<StatusResponse> status(boolean local) {
        CompletableFuture<StatusResponse> result = new CompletableFuture<>();
        parts.loop().execute(() -> ask(new HashSet<>(), local, result));
        return result;
    }

    /** Each node once: a cluster without a leader still has a status. */
    private void ask(Set<Node> tried, boolean local, CompletableFuture<StatusResponse> result) {
        Node node = parts.router().pick(tried);
        tried.add(node);
        ask(node, local).whenComplete((status, failure) -> parts.loop().execute(() -> {
            if (failure == null) {
                result.complete(status);
            } else if (tried.size() < parts.router().size()) {
                ask(tried, local, result);
            } else {
                result.completeExceptionally(Errors.of(failure, false));
            }
        }));
    }

    @Override
    public CompletableFuture<StatusResponse> statusOf(String address, boolean local) {
        CompletableFuture<StatusResponse> result = new CompletableFuture<>();
        parts.loop().execute(() -> ask(parts.router().node(address), local)
                .whenComplete((status, failure) -> {
            if (failure == null) {
                result.complete(status);
            } else {
                result.completeExceptionally(Errors.of(failure, false));
            }
        }));
        return result;
    }

    private CompletableFuture<StatusResponse> ask(Node node, boolean local) {
        CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        ArbiterGrpc.newStub(node.channel()).withDeadlineAfter(parts.attemptNanos(), TimeUnit.NANOSECONDS)
                .status(StatusRequest.newBuilder().setLocal(local).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(StatusResponse status) {
                        answer.complete(status);
                    }

                    @Override
                    public void onError(Throwable cause) {
                        answer.completeExceptionally(Failures.of(cause));
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(Failures.of(io.grpc.Status.UNAVAILABLE
                                .withDescription(node.address() + " gave no answer").asRuntimeException()));
                    }
                });
        return answer;
    }
}
