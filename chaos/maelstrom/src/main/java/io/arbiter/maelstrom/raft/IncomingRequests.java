package io.arbiter.maelstrom.raft;

import io.arbiter.server.raft.disk.StableStorage;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * Hands the requests of other servers to this one and sends its answers back.
 *
 * <p>Never on the carrier's thread, because the server takes its lock, writes to disk and waits. On one thread, because
 * they enter one at a time ({@link SerializedRaftServer}). Their order does not matter, any more than on the network:
 * every request carries its term and its place in the log, and the server judges it by these.
 */
final class IncomingRequests {
    /** Full only if the server hangs: each other server has a request or two in flight. */
    static final int CAPACITY = 256;

    static final String FULL = "too many requests wait";
    static final String MALFORMED = "malformed request";

    private interface Handler<Q, A> {
        CompletableFuture<A> handle(Q request) throws IOException;
    }

    private record Endpoint<Q extends MessageLite, A extends MessageLite>(Rpc<Q, A> rpc, Handler<Q, A> handler) {}

    private final Consumer<RaftMessage> network;
    private final Drops drops;
    private final Map<String, Endpoint<?, ?>> endpoints = new HashMap<>();
    private final Answered answered = new Answered();
    private final ThreadPoolExecutor thread;

    IncomingRequests(RaftServer server, StableStorage stable, Consumer<RaftMessage> network, Drops drops) {
        this.network = network;
        this.drops = drops;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(CAPACITY),
                task -> Threads.daemon(server.getId() + "-raft-requests", task));
        var raft = new SerializedRaftServer(server, stable);
        serve(Rpc.REQUEST_VOTE, raft::vote);
        serve(Rpc.APPEND_ENTRIES, raft::append);
        serve(Rpc.INSTALL_SNAPSHOT, raft::install);
        serve(Rpc.START_LEADER_ELECTION, raft::startElection);
        serve(Rpc.READ_INDEX, server::readIndexAsync);
    }

    private <Q extends MessageLite, A extends MessageLite> void serve(Rpc<Q, A> rpc, Handler<Q, A> handler) {
        endpoints.put(rpc.kind(), new Endpoint<>(rpc, handler));
    }

    boolean serves(String kind) {
        return endpoints.containsKey(kind);
    }

    /** Takes a request whose kind is served; never blocks. */
    void accept(RaftMessage message) {
        Endpoint<?, ?> endpoint = endpoints.get(message.kind());
        try {
            thread.execute(() -> handle(endpoint, message));
        } catch (RejectedExecutionException full) {
            drops.drop(message, FULL);
        }
    }

    private <Q extends MessageLite, A extends MessageLite> void handle(Endpoint<Q, A> endpoint, RaftMessage message) {
        Rpc<Q, A> rpc = endpoint.rpc();
        try {
            Q request = rpc.request().parseFrom(message.payload());
            CompletableFuture<byte[]> answer = rpc.once()
                    ? answered.to(message, () -> answer(endpoint.handler(), request))
                    : answer(endpoint.handler(), request);
            answer.whenComplete((payload, failure) -> network.accept(
                    failure == null
                            ? message.answer(rpc.replyKind(), payload)
                            : message.answer(rpc.failureKind(), RemoteFailureException.encode(failure))));
        } catch (InvalidProtocolBufferException malformed) {
            drops.drop(message, MALFORMED);
        }
    }

    private static <Q, A extends MessageLite> CompletableFuture<byte[]> answer(Handler<Q, A> handler, Q request) {
        try {
            return handler.handle(request).thenApply(MessageLite::toByteArray);
        } catch (IOException | RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    void close() {
        thread.shutdownNow();
    }
}
