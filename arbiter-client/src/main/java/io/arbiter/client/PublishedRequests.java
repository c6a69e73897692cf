package io.arbiter.client;

import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Requests whose futures complete on the callback executor: for users. */
final class PublishedRequests implements Requests {
    private final Requests requests;
    private final Parts parts;

    PublishedRequests(Requests requests, Parts parts) {
        this.requests = requests;
        this.parts = parts;
    }

    @Override
    public <T> CompletableFuture<T> read(Call.Builder call, Function<Reply, T> answer) {
        return parts.published(requests.read(call, answer));
    }

    @Override
    public <T> CompletableFuture<T> write(Call.Builder call, Function<Reply, T> answer) {
        return parts.published(requests.write(call, answer));
    }

    @Override
    public CompletableFuture<StatusResponse> status(boolean local) {
        return parts.published(requests.status(local));
    }

    @Override
    public CompletableFuture<StatusResponse> statusOf(String address, boolean local) {
        return parts.published(requests.statusOf(address, local));
    }
}
