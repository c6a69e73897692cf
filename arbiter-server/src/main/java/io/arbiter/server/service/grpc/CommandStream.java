package io.arbiter.server.service.grpc;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.service.call.InFlightCall;
import io.arbiter.server.service.grpc.interceptor.Callers;
import io.arbiter.server.service.grpc.interceptor.NodesOnly;
import io.arbiter.server.tls.Caller;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stream of calls. Replies that come while others are being sent share a batch. Calls are taken only as fast as
 * replies leave, so a client that does not read cannot fill this node's memory. When the stream ends in any way, its
 * calls are cancelled.
 */
final class CommandStream implements StreamObserver<CallBatch> {
    private final ServiceContext context;
    private final ServerCallStreamObserver<ReplyBatch> out;
    private final Map<Long, InFlightCall> inFlight = new HashMap<>();
    private final ReplyOutbox outbox = new ReplyOutbox();
    private final Runnable onEnd;
    private final Caller caller = Callers.current();
    private boolean draining;
    private boolean requestDue;
    private boolean halfClosed;
    private boolean closed;

    /** @param onEnd called once when the stream has ended */
    CommandStream(ServiceContext context, ServerCallStreamObserver<ReplyBatch> out, Runnable onEnd) {
        this.context = context;
        this.out = out;
        this.onEnd = onEnd;
    }

    void open() {
        out.disableAutoRequest();
        out.setOnReadyHandler(this::drainSoon);
        out.setOnCancelHandler(this::cancelAll);
        out.request(1);
    }

    @Override
    public void onNext(CallBatch batch) {
        context.service().batched(() -> batch.getCallsList().forEach(this::take));
        synchronized (this) {
            requestDue = true;
        }
        requestIfDue();
    }

    private void take(Call call) {
        if (call.hasCancel()) {
            cancel(call.getCancel());
            return;
        }
        CallException refused = refusal(call);
        if (refused != null) {
            send(context.service().refuse(call, caller.principal(), refused));
        } else {
            dispatch(call);
        }
    }

    private void dispatch(Call call) {
        InFlightCall open = context.service().dispatch(call, caller(call), full(call));
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late && !open.reply().isDone()) {
                inFlight.put(call.getId(), open);
            }
        }
        open.reply().thenAccept(this::answered);
        if (late) {
            open.cancel();
        }
    }

    /** A node's word counts, because only it can have been told by the caller's own certificate. */
    private boolean mayNameCaller(Call call) {
        return call.getForwarded() && caller.isMember() && caller.identity().isPresent();
    }

    private Principal caller(Call call) {
        return call.getForwarded() ? new Principal(call.getCaller()) : caller.principal();
    }

    private synchronized CallException refusal(Call call) {
        if (call.getForwarded() && !caller.isMember()) {
            return NodesOnly.refusal(caller, "forward calls");
        }
        if (!call.getCaller().isEmpty() && !mayNameCaller(call)) {
            return NodesOnly.refusal(caller, "call for another");
        }
        if (inFlight.containsKey(call.getId())) {
            return CallException.invalid(
                    "id",
                    Long.toUnsignedString(call.getId()) + ", which is under way",
                    "a number that no other call under way on this stream has");
        }
        return null;
    }

    /** A peer's stream carries the calls of many clients: only the node's own bound counts them. */
    private synchronized Optional<CallException> full(Call call) {
        int most = context.limits().callsPerStream();
        return call.getForwarded() || inFlight.size() < most
                ? Optional.empty()
                : Optional.of(new CallException(
                        Reason.OVERLOADED,
                        most + " calls are under way on this stream; nothing was done, retry with backoff"));
    }

    private void cancel(long id) {
        InFlightCall cancelled;
        synchronized (this) {
            cancelled = inFlight.get(id);
        }
        if (cancelled != null) {
            cancelled.cancel();
        }
    }

    private void answered(Reply reply) {
        synchronized (this) {
            inFlight.remove(reply.getId());
        }
        send(reply);
    }

    private void send(Reply reply) {
        synchronized (this) {
            outbox.add(reply);
        }
        drainSoon();
    }

    private void drainSoon() {
        synchronized (this) {
            if (draining || closed) {
                return;
            }
            draining = true;
        }
        context.senders().execute(this::drain);
    }

    private void drain() {
        ReplyBatch next = nextBatch();
        while (next != null) {
            out.onNext(next);
            next = nextBatch();
        }
        requestIfDue();
        completeIfThrough();
    }

    /** Null, and draining ends, if there is nothing to send or no room for it. */
    private synchronized ReplyBatch nextBatch() {
        if (closed || outbox.isEmpty() || !out.isReady()) {
            draining = false;
            return null;
        }
        return outbox.takeBatch(context.leaderAddress().get());
    }

    private void requestIfDue() {
        boolean request;
        synchronized (this) {
            request = requestDue && !closed && outbox.size() <= context.limits().callsPerStream();
            requestDue &= !request;
        }
        if (request) {
            out.request(1);
        }
    }

    private void completeIfThrough() {
        synchronized (this) {
            if (closed || !halfClosed || !inFlight.isEmpty() || !outbox.isEmpty() || draining) {
                return;
            }
            closed = true;
        }
        onEnd.run();
        out.onCompleted();
    }

    private void cancelAll() {
        List<InFlightCall> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(inFlight.values());
            inFlight.clear();
            outbox.clear();
        }
        onEnd.run();
        all.forEach(InFlightCall::cancel);
    }

    @Override
    public void onError(Throwable failure) {
        cancelAll();
    }

    @Override
    public void onCompleted() {
        end();
    }

    /** Completes the stream once every call under way is answered. */
    void end() {
        synchronized (this) {
            halfClosed = true;
        }
        drainSoon();
    }
}
