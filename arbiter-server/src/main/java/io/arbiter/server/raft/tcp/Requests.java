package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.Entrance;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** Takes other nodes' requests out of their frames and hands them in. */
final class Requests {
    private final Entrance entrance;

    Requests(Entrance entrance) {
        this.entrance = entrance;
    }

    /**
     * Hands one in.
     *
     * @return the answer; fails if the server refuses the request
     * @throws InvalidProtocolBufferException if it cannot be read
     */
    CompletableFuture<? extends MessageLite> enter(Frame request) throws InvalidProtocolBufferException {
        if (request.code() == Rpc.APPEND.code()) {
            return entrance.append(parsed(Rpc.APPEND, request));
        } else if (request.code() == Rpc.VOTE.code()) {
            return entrance.vote(parsed(Rpc.VOTE, request));
        } else if (request.code() == Rpc.SNAPSHOT.code()) {
            return entrance.install(parsed(Rpc.SNAPSHOT, request));
        } else if (request.code() == Rpc.STAND.code()) {
            return entrance.stand(parsed(Rpc.STAND, request));
        }
        return CompletableFuture.failedFuture(new IOException("no request has the code " + request.code()));
    }

    private static <Q extends MessageLite> Q parsed(Rpc<Q, ?> rpc, Frame frame) throws InvalidProtocolBufferException {
        return rpc.request().parseFrom(frame.payload());
    }
}
