package io.arbiter.server.service.grpc.interceptor;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What came as a request: a message, or why it is refused. */
sealed interface ReceivedRequest<Q> {
    record Accepted<Q>(Q message) implements ReceivedRequest<Q> {}

    record Refused<Q>(CallException why) implements ReceivedRequest<Q> {}

    /** Reads requests of a method, none that is longer than it may be. */
    record Marshaller<Q>(MethodDescriptor<Q, ?> method, int maxBytes)
            implements MethodDescriptor.Marshaller<ReceivedRequest<Q>> {
        @Override
        public ReceivedRequest<Q> parse(InputStream bytes) {
            int length = length(bytes);
            if (length > maxBytes) {
                return new Refused<>(new CallException(
                        Reason.MESSAGE_TOO_LARGE,
                        "the message has " + length + " bytes, expected at most " + maxBytes + "; nothing was done",
                        length,
                        maxBytes));
            }
            try {
                return new Accepted<>(method.parseRequest(bytes));
            } catch (StatusRuntimeException e) {
                if (e.getCause() instanceof InvalidProtocolBufferException malformed) {
                    return new Refused<>(malformed(malformed));
                }
                throw e;
            }
        }

        private CallException malformed(InvalidProtocolBufferException why) {
            return CallException.invalid(
                    "message",
                    "no " + method.getBareMethodName() + " request (" + why.getMessage() + ")",
                    "protobuf as arbiter.v1 has it");
        }

        private static int length(InputStream bytes) {
            try {
                return bytes.available();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream stream(ReceivedRequest<Q> request) {
            throw new UnsupportedOperationException("a server receives requests, it sends none");
        }
    }
}
