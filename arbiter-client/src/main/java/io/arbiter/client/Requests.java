package io.arbiter.client;

import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Calls with the client's default deadline; failures come as {@link ArbiterException}. */
interface Requests {

    /** A call that changes nothing: if its deadline passes, it certainly did nothing. */
    <T> CompletableFuture<T> read(Call.Builder call, Function<Reply, T> answer);

    /** A call whose fate may stay open. */
    <T> CompletableFuture<T> write(Call.Builder call, Function<Reply, T> answer);

    /** The state of the cluster, as some node sees it. */
    CompletableFuture<StatusResponse> status(boolean local);

    /** The state of the cluster, as that node sees it. */
    CompletableFuture<StatusResponse> statusOf(String address, boolean local);
}
