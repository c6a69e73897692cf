package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.access.Rules;
import io.arbiter.server.refusal.MethodDenials;
import io.arbiter.server.tls.Caller;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/**
 * Tells of every method that ends for want of a right, whoever ends it and when: so a refusal that is new is told of as
 * well. A method whose request is a call is told of by who takes calls, with what it asks, once it is known who calls.
 * Install it after {@link Callers}, so that it stands before it and hears of its refusals.
 */
public final class DeniedMethods implements ServerInterceptor {
    private final MethodDenials denials;

    public DeniedMethods(MethodDenials denials) {
        this.denials = denials;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<Caller> caller = Callers.of(call);
        String method = call.getMethodDescriptor().getFullMethodName();
        boolean toldElsewhere = caller.isPresent() && Rules.isCall(method);
        return next.startCall(toldElsewhere ? call : new Told<>(call, caller, method), headers);
    }

    private final class Told<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Optional<Caller> caller;
        private final String method;

        Told(ServerCall<Q, R> call, Optional<Caller> caller, String method) {
            super(call);
            this.caller = caller;
            this.method = method;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (status.getCode() == Status.Code.PERMISSION_DENIED) {
                denials.denied(
                        caller.map(known -> known.principal().identity()).orElse(""),
                        Callers.machine(this),
                        method,
                        String.valueOf(status.getDescription()));
            }
            super.close(status, trailers);
        }
    }
}
