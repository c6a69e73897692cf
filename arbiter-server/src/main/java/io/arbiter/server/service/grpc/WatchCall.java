package io.arbiter.server.service.grpc;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.limit.Countable;
import io.arbiter.server.limit.Slot;
import io.arbiter.server.watch.WatchHub;
import io.arbiter.server.watch.WatchSink;
import io.arbiter.server.watch.Watcher;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;

/** One watch over gRPC: sends no faster than the client reads. */
final class WatchCall implements WatchSink {
    private final WatchHub hub;
    private final ServiceContext context;
    private final ServerCallStreamObserver<WatchResponse> out;
    private Watcher watcher;
    private boolean cancelled;
    /** What it counts for; null before it is counted. */
    private volatile Slot slot;

    WatchCall(WatchHub hub, ServiceContext context, ServerCallStreamObserver<WatchResponse> out) {
        this.hub = hub;
        this.context = context;
        this.out = out;
    }

    void begin(WatchRequest request, Principal caller) {
        out.setOnReadyHandler(() -> context.senders().execute(this::drain));
        out.setOnCancelHandler(this::cancel);
        try {
            slot = context.admission().open(Countable.WATCH, caller);
            begun(hub.watch(request, caller, this));
        } catch (CallException refused) {
            context.admission().countRefusal(refused);
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
        giveBack();
        if (current != null) {
            hub.remove(current);
        }
    }

    private void giveBack() {
        Slot counted = slot;
        if (counted != null) {
            counted.close();
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
        giveBack();
        out.onError(StatusProto.toStatusRuntimeException(why.toStatus()));
    }
}
