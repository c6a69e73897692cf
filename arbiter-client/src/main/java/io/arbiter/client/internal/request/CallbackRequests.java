package io.arbiter.client.internal.request;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Requests whose futures complete on the callback executor: for users. */
public final class CallbackRequests implements Requests {
    private final Requests requests;
    private final ClientContext context;

    public CallbackRequests(Requests requests, ClientContext context) {
        this.requests = requests;
        this.context = context;
    }

    @Override
    public Requests atMostOnce() {
        return new CallbackRequests(requests.atMostOnce(), context);
    }

    @Override
    public Requests within(Duration limit) {
        return new CallbackRequests(requests.within(limit), context);
    }

    @Override
    public <T> CompletableFuture<T> read(Call.Builder call, Function<Reply, T> answer) {
        return context.published(requests.read(call, answer));
    }

    @Override
    public <T> CompletableFuture<T> write(Call.Builder call, Function<Reply, T> answer) {
        return context.published(requests.write(call, answer));
    }

    @Override
    public <T> CompletableFuture<T> status(boolean local, Function<StatusResponse, T> answer) {
        return context.published(requests.status(local, answer));
    }

    @Override
    public <T> CompletableFuture<T> statusOf(String address, boolean local, Function<StatusResponse, T> answer) {
        return context.published(requests.statusOf(address, local, answer));
    }
}
