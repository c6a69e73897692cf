package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import java.io.InputStream;

/** Answers a method that no service here has with an ErrorInfo (S9), like every refusal. */
public final class UnknownMethods extends HandlerRegistry {
    private static final MethodDescriptor.Marshaller<InputStream> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(InputStream message) {
            return message;
        }

        @Override
        public InputStream parse(InputStream message) {
            return message;
        }
    };

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
        var descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodType.UNKNOWN)
                .setFullMethodName(method)
                .build();
        return ServerMethodDefinition.create(descriptor, (call, headers) -> {
            Refusals.close(
                    call,
                    new CallException(
                            Reason.UNKNOWN_METHOD,
                            "there is no method " + method
                                    + " in this release; expected those of arbiter.v1.Arbiter, which reflection lists",
                            method));
            return new ServerCall.Listener<>() {};
        });
    }
}
