package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.forward.ClusterHeader;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Adds to headers and trailers the answering node, its cluster, and the leader's address, so that a client can go there
 * directly.
 */
public final class LeaderHintInterceptor implements ServerInterceptor {
    public static final Metadata.Key<String> NODE = Metadata.Key.of("arbiter-node", Metadata.ASCII_STRING_MARSHALLER);
    public static final Metadata.Key<String> LEADER =
            Metadata.Key.of("arbiter-leader", Metadata.ASCII_STRING_MARSHALLER);

    private final String node;
    private final Supplier<String> leaderAddress;
    private final Supplier<Optional<String>> clusterId;

    public LeaderHintInterceptor(String node, Supplier<String> leaderAddress, Supplier<Optional<String>> clusterId) {
        this.node = node;
        this.leaderAddress = leaderAddress;
        this.clusterId = clusterId;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendHeaders(Metadata responseHeaders) {
                        super.sendHeaders(sign(responseHeaders));
                    }

                    @Override
                    public void close(Status status, Metadata trailers) {
                        super.close(status, sign(trailers));
                    }
                },
                headers);
    }

    private Metadata sign(Metadata metadata) {
        String leader = leaderAddress.get();
        metadata.discardAll(NODE);
        metadata.discardAll(LEADER);
        metadata.discardAll(ClusterHeader.KEY);
        metadata.put(NODE, node);
        clusterId.get().ifPresent(id -> metadata.put(ClusterHeader.KEY, id));
        if (!leader.isEmpty()) {
            metadata.put(LEADER, leader);
        }
        return metadata;
    }
}
