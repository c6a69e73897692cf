package io.arbiter.server.service;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Where a call is served. What clients and peers send in numbers is taken on the connection's own thread: it only joins
 * a batch there, and waking another thread would cost more than that. Everything else may take its time elsewhere.
 */
final class CallExecutor implements ServerCallExecutorSupplier {
    private static final Set<String> BRIEF = Set.of(ArbiterGrpc.getCallsMethod().getFullMethodName(),
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
