package io.arbiter.client.internal.request;

import io.arbiter.client.ArbiterException;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Calls in messages of the wire protocol, with the client's default deadline; failures come as
 * {@link ArbiterException}.
 */
public interface Requests {

    /** The same, but a call that may have been carried out is not repeated. */
    Requests atMostOnce();

    /** The same, under another deadline. @param limit 10 ms to 24 h */
    Requests within(Duration limit);

    /** A call that changes nothing: if its deadline passes, it certainly did nothing. */
    <T> CompletableFuture<T> read(Call.Builder call, Function<Reply, T> answer);

    /** A call whose outcome may stay unknown. */
    <T> CompletableFuture<T> write(Call.Builder call, Function<Reply, T> answer);

    /** The state of the cluster, as some node reports it. */
    <T> CompletableFuture<T> status(boolean local, Function<StatusResponse, T> answer);

    /** The state of the cluster, as that node reports it. */
    <T> CompletableFuture<T> statusOf(String address, boolean local, Function<StatusResponse, T> answer);
}
