package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.ClusterHeader;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refuses callers that mean another cluster: its sessions, tokens and revisions mean nothing here. Compared once per
 * call and once per stream, because a node belongs to one cluster for as long as its process lives.
 *
 * <p>A stream's first answer has to name the cluster, so no stream starts before this node knows its cluster. A unary
 * call without the header may wait for that, as it waits for a leader.
 */
public final class ClusterBinding implements ServerInterceptor {
    /** An answer repeats this many characters of a foreign id, because trailers have little room. */
    private static final int REPEATED = 64;

    private final Supplier<Optional<String>> clusterId;

    public ClusterBinding(Supplier<Optional<String>> clusterId) {
        this.clusterId = clusterId;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<CallException> refusal = refusal(call.getMethodDescriptor(), named(headers));
        if (refusal.isEmpty()) {
            return next.startCall(call, headers);
        }
        Refusals.close(call, refusal.get());
        return new ServerCall.Listener<>() {};
    }

    private static List<String> named(Metadata headers) {
        var named = new ArrayList<String>();
        Optional.ofNullable(headers.getAll(ClusterHeader.KEY)).ifPresent(all -> all.forEach(named::add));
        return named;
    }

    private Optional<CallException> refusal(MethodDescriptor<?, ?> method, List<String> named) {
        Optional<String> own = clusterId.get();
        if (own.isEmpty()) {
            boolean mayWait = named.isEmpty() && method.getType() == MethodType.UNARY;
            return mayWait ? Optional.empty() : Optional.of(CallException.notFormed());
        }
        return named.stream()
                .filter(id -> !id.equals(own.get()))
                .findFirst()
                .map(id -> mismatch(method, id, own.get()));
    }

    private static CallException mismatch(MethodDescriptor<?, ?> method, String named, String own) {
        String meant = named.substring(0, Math.min(named.length(), REPEATED));
        if (method.getFullMethodName().equals(ArbiterGrpc.getWatchMethod().getFullMethodName())) {
            return new CallException(
                    Reason.HISTORY_RESET,
                    "this is cluster " + own + ", and its history is not that of " + meant
                            + "; read the present state, and watch from its revision on",
                    meant,
                    own);
        }
        return new CallException(
                Reason.CLUSTER_MISMATCH,
                "this is cluster " + own + ", not " + meant
                        + ": it was begun anew, or is another one; sessions and leases of the other mean nothing here, "
                        + "nothing was done",
                meant,
                own);
    }
}
