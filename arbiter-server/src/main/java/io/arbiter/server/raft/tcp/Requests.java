package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.wire.Frame;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
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
     * @param from the node whose connection it came on
     * @return the answer; fails if the server refuses the request
     * @throws IOException if the request cannot be read, or says that it is another node's
     */
    CompletableFuture<? extends MessageLite> enter(Frame request, String from) throws IOException {
        if (request.code() == RpcMethod.APPEND.code()) {
            var append = parsed(RpcMethod.APPEND, request);
            requireSender(from, append.getServerRequest());
            return raft.append(append);
        } else if (request.code() == RpcMethod.VOTE.code()) {
            var vote = parsed(RpcMethod.VOTE, request);
            requireSender(from, vote.getServerRequest());
            return raft.vote(vote);
        } else if (request.code() == RpcMethod.SNAPSHOT.code()) {
            var install = parsed(RpcMethod.SNAPSHOT, request);
            requireSender(from, install.getServerRequest());
            return raft.install(install);
        } else if (request.code() == RpcMethod.START_ELECTION.code()) {
            var election = parsed(RpcMethod.START_ELECTION, request);
            requireSender(from, election.getServerRequest());
            return raft.startElection(election);
        }
        return CompletableFuture.failedFuture(new IOException("no request has the code " + request.code()));
    }

    /** The connection's certificate says who speaks; the library believes what the request says. */
    private static void requireSender(String from, RaftRpcRequestProto header) throws IOException {
        String sender = header.getRequestorId().toStringUtf8();
        if (!sender.equals(from)) {
            throw new IOException("a request on the connection of " + from + " names '" + sender + "' as its sender");
        }
    }

    private static <Q extends MessageLite> Q parsed(RpcMethod<Q, ?> rpc, Frame frame)
            throws InvalidProtocolBufferException {
        return rpc.request().parseFrom(frame.payload());
    }
}
