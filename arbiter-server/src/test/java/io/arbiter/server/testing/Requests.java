package io.arbiter.server.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.ReleaseRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Well-formed requests, and the reasons of failures. */
public final class Requests {
    private Requests() {}

    public static OpenSessionRequest openSession(String client) {
        return OpenSessionRequest.newBuilder()
                .setClientId(client)
                .setIncarnation(client + "-1")
                .setHolder("holder of " + client)
                .setRegion("us-east")
                .setTtlMillis(60_000)
                .build();
    }

    public static AcquireRequest acquire(String resource, long session) {
        return AcquireRequest.newBuilder()
                .setResource(resource)
                .setSessionId(session)
                .build();
    }

    public static AcquireRequest await(String resource, long session) {
        return acquire(resource, session).toBuilder().setWait(true).build();
    }

    public static ReleaseRequest release(String resource, long session, long token) {
        return ReleaseRequest.newBuilder()
                .setResource(resource)
                .setSessionId(session)
                .setToken(token)
                .build();
    }

    /** The ErrorInfo of a failed call. */
    public static ErrorInfo info(Throwable failure) {
        return info(StatusProto.fromThrowable(failure));
    }

    public static ErrorInfo info(com.google.rpc.Status status) {
        try {
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    public static String reason(StatusRuntimeException failure) {
        return info(failure).getReason();
    }
}
