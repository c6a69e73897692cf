package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** Ends a call before it reaches its method. */
final class Refusals {
    private Refusals() {}

    static void close(ServerCall<?, ?> call, CallException failure) {
        StatusRuntimeException refused = StatusProto.toStatusRuntimeException(failure.toStatus());
        call.close(
                refused.getStatus(), Optional.ofNullable(refused.getTrailers()).orElseGet(Metadata::new));
    }
}
