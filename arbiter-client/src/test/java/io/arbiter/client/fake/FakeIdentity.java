package io.arbiter.client.fake;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends the cluster's id with each answer, and refuses callers that name another one. */
final class FakeIdentity implements ServerInterceptor {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("arbiter-cluster-id", Metadata.ASCII_STRING_MARSHALLER);

    /** The ids that callers named; empty if none. */
    final List<String> named = new ArrayList<>();
    /** Empty as of a node that knows nothing of ids. */
    String id = "";

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String meant = headers.get(HEADER);
        named.add(meant == null ? "" : meant);
        if (meant != null && !meant.equals(id)) {
            String reason = call.getMethodDescriptor().getBareMethodName().equals("Watch")
                    ? "HISTORY_RESET"
                    : "CLUSTER_MISMATCH";
            var refused = StatusProto.toStatusRuntimeException(
                    new FakeRefusal(reason, "this is cluster " + id, Map.of("expected", meant, "actual", id)).status());
            call.close(refused.getStatus(), refused.getTrailers());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendHeaders(Metadata answer) {
                        if (!id.isEmpty()) {
                            answer.put(HEADER, id);
                        }
                        super.sendHeaders(answer);
                    }
                },
                headers);
    }
}
