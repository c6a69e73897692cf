package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.tls.Caller;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;

/** Keeps the services that nodes have for each other from everyone else. Needs {@link Callers} before it. */
public final class NodesOnly implements ServerInterceptor {
    /** The service, for nodes alone. */
    public static BindableService guarding(BindableService service) {
        return () -> ServerInterceptors.intercept(service, new NodesOnly());
    }

    /** The refusal of one who is not the node that it would have to be. */
    public static CallException refusal(Caller caller, String what) {
        return new CallException(
                Reason.PERMISSION_DENIED,
                caller + " may not " + what + ", expected the certificate of a node of this cluster; nothing was done",
                caller);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Caller caller = Callers.current();
        if (caller.isMember()) {
            return next.startCall(call, headers);
        }
        Refusals.close(
                call, refusal(caller, "call " + call.getMethodDescriptor().getFullMethodName()));
        return new ServerCall.Listener<>() {};
    }
}
