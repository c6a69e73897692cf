package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.List;

/**
 * Answers a message that cannot be read, or is too long, with its mistake (S9): gRPC itself would answer without
 * Arbiter's ErrorInfo, or without any. Replaces how requests are read, and nothing of how replies are written: gRPC's
 * own way to see messages as bytes copies every reply twice.
 */
public final class RequestChecks {
    private final int maxBytes;

    private RequestChecks(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The service with its messages checked. */
    public static ServerServiceDefinition of(BindableService service, int maxBytes, ServerInterceptor... before) {
        ServerServiceDefinition unchecked = ServerInterceptors.intercept(service, before);
        var checks = new RequestChecks(maxBytes);
        List<ServerMethodDefinition<?, ?>> methods = unchecked.getMethods().stream()
                .<ServerMethodDefinition<?, ?>>map(checks::checked)
                .toList();
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(
                        unchecked.getServiceDescriptor().getName())
                .setSchemaDescriptor(unchecked.getServiceDescriptor().getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder checked = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(checked::addMethod);
        return checked.build();
    }

    private <Q, R> ServerMethodDefinition<ReceivedRequest<Q>, R> checked(ServerMethodDefinition<Q, R> method) {
        MethodDescriptor<Q, R> descriptor = method.getMethodDescriptor();
        ServerCallHandler<Q, R> handler = method.getServerCallHandler();
        return ServerMethodDefinition.create(
                descriptor.toBuilder(
                                new ReceivedRequest.Marshaller<>(descriptor, maxBytes),
                                descriptor.getResponseMarshaller())
                        .build(),
                (call, headers) -> start(call, headers, descriptor, handler));
    }

    private static <Q, R> ServerCall.Listener<ReceivedRequest<Q>> start(
            ServerCall<ReceivedRequest<Q>, R> call,
            Metadata headers,
            MethodDescriptor<Q, R> descriptor,
            ServerCallHandler<Q, R> handler) {
        return new Checked<>(call, handler.startCall(new Unchecked<>(call, descriptor), headers));
    }

    /** The call as its handler knows it. */
    private static final class Unchecked<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final MethodDescriptor<Q, R> descriptor;

        @SuppressWarnings("unchecked") // a call shows the type of its requests in its descriptor alone
        Unchecked(ServerCall<?, R> call, MethodDescriptor<Q, R> descriptor) {
            super((ServerCall<Q, R>) call);
            this.descriptor = descriptor;
        }

        @Override
        public MethodDescriptor<Q, R> getMethodDescriptor() {
            return descriptor;
        }
    }

    private static final class Checked<Q> extends ServerCall.Listener<ReceivedRequest<Q>> {
        private final ServerCall<?, ?> call;
        private final ServerCall.Listener<Q> listener;
        private boolean refused;

        Checked(ServerCall<?, ?> call, ServerCall.Listener<Q> listener) {
            this.call = call;
            this.listener = listener;
        }

        @Override
        public void onMessage(ReceivedRequest<Q> request) {
            if (refused) {
                return;
            }
            if (request instanceof ReceivedRequest.Accepted<Q> accepted) {
                listener.onMessage(accepted.message());
            } else if (request instanceof ReceivedRequest.Refused<Q> mistake) {
                refuse(mistake.why());
            }
        }

        /** Gives up the work that the call had started, as if its client had gone. */
        private void refuse(CallException failure) {
            refused = true;
            Refusals.close(call, failure);
            listener.onCancel();
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                listener.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            if (!refused) {
                listener.onCancel();
            }
        }

        @Override
        public void onComplete() {
            listener.onComplete();
        }

        @Override
        public void onReady() {
            listener.onReady();
        }
    }
}
