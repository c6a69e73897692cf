package io.arbiter.server.forward;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.function.Supplier;

/** Binds this node's calls to its own cluster, so that none is carried out by another at a peer's address. */
public final class ClusterHeader implements ClientInterceptor {
    public static final Metadata.Key<String> KEY =
            Metadata.Key.of("arbiter-cluster-id", Metadata.ASCII_STRING_MARSHALLER);

    private final Supplier<Optional<String>> clusterId;

    /** @param clusterId empty while the node does not know it; then nothing is bound */
    public ClusterHeader(Supplier<Optional<String>> clusterId) {
        this.clusterId = clusterId;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> answers, Metadata headers) {
                clusterId.get().ifPresent(id -> headers.put(KEY, id));
                super.start(answers, headers);
            }
        };
    }
}
