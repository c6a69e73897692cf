package io.arbiter.cli;

import io.arbiter.v1.ArbiterGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One node and the connection to it, made when first used. */
final class Node implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final Endpoint endpoint;
    private final ManagedChannel channel;

    Node(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.channel = Grpc.newChannelBuilder(endpoint.toString(), InsecureChannelCredentials.create())
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .disableRetry()
                .build();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ArbiterGrpc.ArbiterBlockingStub blocking(Duration deadline) {
        return ArbiterGrpc.newBlockingStub(channel).withDeadlineAfter(deadline.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    ArbiterGrpc.ArbiterFutureStub future(Duration deadline) {
        return ArbiterGrpc.newFutureStub(channel).withDeadlineAfter(deadline.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Without a deadline: for streams. */
    ArbiterGrpc.ArbiterBlockingStub streaming() {
        return ArbiterGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
