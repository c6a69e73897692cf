package io.arbiter.server.service.grpc.interceptor;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Answers a message that cannot be read, or is too long, with its mistake (S9): gRPC itself would answer without
 * Arbiter's ErrorInfo, or without any. Sees messages as bytes, before they are parsed.
 */
public final class RequestChecks implements ServerInterceptor {
    private final int maxBytes;

    private RequestChecks(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The service with its messages checked. */
    public static ServerServiceDefinition of(BindableService service, int maxBytes, ServerInterceptor... before) {
        ServerServiceDefinition parsed = ServerInterceptors.intercept(service, before);
        return ServerInterceptors.intercept(
                ServerInterceptors.useInputStreamMessages(parsed), new RequestChecks(maxBytes));
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new Checked<>(call, next.startCall(call, headers));
    }

    private final class Checked<Q> extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;
        private boolean refused;

        Checked(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            int bytes = length((InputStream) message);
            if (bytes > maxBytes) {
                refuse(new CallException(
                        Reason.MESSAGE_TOO_LARGE,
                        "the message has " + bytes + " bytes, expected at " + "most " + maxBytes + "; nothing was done",
                        bytes,
                        maxBytes));
            } else if (!refused) {
                parse(message);
            }
        }

        private void parse(Q message) {
            try {
                super.onMessage(message);
            } catch (StatusRuntimeException e) {
                if (!(e.getCause() instanceof InvalidProtocolBufferException)) {
                    throw e;
                }
                refuse(CallException.invalid(
                        "message",
                        "no " + call.getMethodDescriptor().getBareMethodName() + " request ("
                                + e.getCause().getMessage() + ")",
                        "protobuf as arbiter.v1 has it"));
            }
        }

        /** Gives up the work that the call had started, as if its client had gone. */
        private void refuse(CallException failure) {
            if (!refused) {
                refused = true;
                Refusals.close(call, failure);
                super.onCancel();
            }
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                super.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            if (!refused) {
                super.onCancel();
            }
        }

        private int length(InputStream message) {
            try {
                return message.available();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
