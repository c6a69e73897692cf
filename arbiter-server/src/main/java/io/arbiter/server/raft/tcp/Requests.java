package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.wire.Frame;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** Takes other nodes' requests out of their frames and hands them in. */
final class Requests {
    private final SerializedRaftServer raft;

    Requests(SerializedRaftServer raft) {
        this.raft = raft;
    }

    /**
     * Hands one request in.
     *
     * @return the answer; fails if the server refuses the request
     * @throws InvalidProtocolBufferException if the request cannot be read
     */
    CompletableFuture<? extends MessageLite> enter(Frame request) throws InvalidProtocolBufferException {
        if (request.code() == RpcMethod.APPEND.code()) {
            return raft.append(parsed(RpcMethod.APPEND, request));
        } else if (request.code() == RpcMethod.VOTE.code()) {
            return raft.vote(parsed(RpcMethod.VOTE, request));
        } else if (request.code() == RpcMethod.SNAPSHOT.code()) {
            return raft.install(parsed(RpcMethod.SNAPSHOT, request));
        } else if (request.code() == RpcMethod.START_ELECTION.code()) {
            return raft.startElection(parsed(RpcMethod.START_ELECTION, request));
        }
        return CompletableFuture.failedFuture(new IOException("no request has the code " + request.code()));
    }

    private static <Q extends MessageLite> Q parsed(RpcMethod<Q, ?> rpc, Frame frame)
            throws InvalidProtocolBufferException {
        return rpc.request().parseFrom(frame.payload());
    }
}
