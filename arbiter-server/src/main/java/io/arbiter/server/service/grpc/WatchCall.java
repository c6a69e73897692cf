package io.arbiter.server.service.grpc;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.watch.WatchHub;
import io.arbiter.server.watch.WatchSink;
import io.arbiter.server.watch.Watcher;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;

/** One watch over gRPC: sends no faster than the client reads. */
final class WatchCall implements WatchSink {
    private final WatchHub hub;
    private final Executor senders;
    private final ServerCallStreamObserver<WatchResponse> out;
    private Watcher watcher;
    private boolean cancelled;

    WatchCall(WatchHub hub, Executor senders, ServerCallStreamObserver<WatchResponse> out) {
        this.hub = hub;
        this.senders = senders;
        this.out = out;
    }

    void begin(WatchRequest request, Principal caller) {
        out.setOnReadyHandler(() -> senders.execute(this::drain));
        out.setOnCancelHandler(this::cancel);
        try {
            begun(hub.watch(request, caller, this));
        } catch (CallException refused) {
            end(refused);
        }
    }

    private void begun(Watcher begun) {
        boolean late;
        synchronized (this) {
            watcher = begun;
            late = cancelled;
        }
        if (late) {
            hub.remove(begun);
        }
    }

    private synchronized Watcher watcher() {
        return watcher;
    }

    private void drain() {
        Watcher current = watcher();
        if (current != null) {
            current.drain();
        }
    }

    private void cancel() {
        Watcher current;
        synchronized (this) {
            cancelled = true;
            current = watcher;
        }
        if (current != null) {
            hub.remove(current);
        }
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public void send(WatchResponse answer) {
        out.onNext(answer);
    }

    @Override
    public void end(CallException why) {
        out.onError(StatusProto.toStatusRuntimeException(why.toStatus()));
    }
}
