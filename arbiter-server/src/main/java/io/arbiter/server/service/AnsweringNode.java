package io.arbiter.server.service;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.function.Supplier;

/** Says in headers and trailers who answers, and where the leader listens, so that a client can go there directly. */
final class AnsweringNode implements ServerInterceptor {
    static final Metadata.Key<String> NODE = Metadata.Key.of("arbiter-node", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> LEADER = Metadata.Key.of("arbiter-leader", Metadata.ASCII_STRING_MARSHALLER);

    private final String node;
    private final Supplier<String> leaderAddress;

    AnsweringNode(String node, Supplier<String> leaderAddress) {
        this.node = node;
        this.leaderAddress = leaderAddress;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        return next.startCall(new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata responseHeaders) {
                super.sendHeaders(sign(responseHeaders));
            }

            @Override
            public void close(Status status, Metadata trailers) {
                super.close(status, sign(trailers));
            }
        }, headers);
    }

    private Metadata sign(Metadata metadata) {
        String leader = leaderAddress.get();
        metadata.discardAll(NODE);
        metadata.discardAll(LEADER);
        metadata.put(NODE, node);
        if (!leader.isEmpty()) {
            metadata.put(LEADER, leader);
        }
        return metadata;
    }
}
