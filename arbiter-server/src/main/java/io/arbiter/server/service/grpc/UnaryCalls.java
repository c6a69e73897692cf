package io.arbiter.server.service.grpc;

import io.arbiter.server.service.call.Dispatcher;
import io.arbiter.server.service.call.InFlightCall;
import io.arbiter.server.service.grpc.interceptor.Callers;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Translates a unary method's request to a call, and the call's reply to the method's answer. */
final class UnaryCalls {
    /** For clients that set no deadline. */
    private static final long DEFAULT_TIMEOUT_MILLIS = 60_000;

    private final ServiceContext context;

    UnaryCalls(ServiceContext context) {
        this.context = context;
    }

    <R> void call(Call.Builder request, Function<Reply, R> answer, StreamObserver<R> observer) {
        InFlightCall open = context.service()
                .dispatch(
                        request.setTimeoutMillis(timeoutMillis(request)).build(),
                        Callers.current().principal());
        var out = (ServerCallStreamObserver<R>) observer;
        out.setOnCancelHandler(open::cancel);
        open.reply().thenAcceptAsync(reply -> send(reply, answer, out), context.senders());
    }

    private static long timeoutMillis(Call.Builder request) {
        Deadline deadline = Context.current().getDeadline();
        if (deadline == null) {
            return request.hasAcquire() && request.getAcquire().getWait()
                    ? Dispatcher.MAX_TIMEOUT_MILLIS
                    : DEFAULT_TIMEOUT_MILLIS;
        }
        long millis = deadline.timeRemaining(TimeUnit.MILLISECONDS);
        return Math.min(Math.max(1, millis), Dispatcher.MAX_TIMEOUT_MILLIS);
    }

    private static <R> void send(Reply reply, Function<Reply, R> answer, ServerCallStreamObserver<R> out) {
        if (reply.hasError()) {
            out.onError(StatusProto.toStatusRuntimeException(reply.getError()));
        } else {
            out.onNext(answer.apply(reply));
            out.onCompleted();
        }
    }
}
