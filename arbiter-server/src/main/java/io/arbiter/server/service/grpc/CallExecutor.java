package io.arbiter.server.service.grpc;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Chooses the thread that serves a call. Frequent calls of clients and peers are taken on the connection's own thread:
 * they only join a batch there, and waking another thread would cost more. All other calls may take their time
 * elsewhere.
 */
final class CallExecutor implements ServerCallExecutorSupplier {
    private static final Set<String> BRIEF = Set.of(
            ArbiterGrpc.getCallsMethod().getFullMethodName(),
            PeerGrpc.getReadIndexMethod().getFullMethodName());

    private final Executor receivers;

    CallExecutor(Executor receivers) {
        this.receivers = receivers;
    }

    @Override
    public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata metadata) {
        return BRIEF.contains(call.getMethodDescriptor().getFullMethodName()) ? Runnable::run : receivers;
    }
}
