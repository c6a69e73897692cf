package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import java.io.InputStream;
import java.util.function.Function;

/** Answers a method that no service here has with an ErrorInfo (S9), like every refusal. */
public final class UnservedMethods extends HandlerRegistry {
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

    private final Function<String, CallException> answer;

    private UnservedMethods(Function<String, CallException> answer) {
        this.answer = answer;
    }

    /** Of a node that serves all there is. */
    public static UnservedMethods unknown() {
        return new UnservedMethods(method -> new CallException(
                Reason.UNKNOWN_METHOD,
                "there is no method " + method
                        + " in this release; expected those of arbiter.v1.Arbiter, which reflection lists",
                method));
    }

    /** Of a node that serves nobody yet: whoever asks it goes on to another. */
    public static UnservedMethods notYet() {
        return new UnservedMethods(method -> new CallException(
                Reason.NO_LEADER,
                "this node waits to be admitted to its cluster, or for its peers, and serves nobody yet: its log says"
                        + " which; ask another node"));
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
        var descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodType.UNKNOWN)
                .setFullMethodName(method)
                .build();
        return ServerMethodDefinition.create(descriptor, (call, headers) -> {
            Refusals.close(call, answer.apply(method));
            return new ServerCall.Listener<>() {};
        });
    }
}
