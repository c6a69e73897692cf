package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.RaftServerProtocol;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * Where other nodes' requests enter the library: one at a time, whichever connection they come on.
 *
 * <p>The library looks at the term of an append under a lock, and puts its entries into the log after it has let the
 * lock go. Between the two it could vote for a candidate of the next term, judged by a log without these entries, and
 * acknowledge them to the old leader afterwards: a leader without a committed entry (S6). Here nothing comes between,
 * as on the one thread of the Raft paper's server. Only the wait for the disk is not part of it, so that entries that
 * follow each other share a sync.
 */
final class Entrance {
    private final RaftServerProtocol server;
    private final RaftServerAsynchronousProtocol async;

    <S extends RaftServerProtocol & RaftServerAsynchronousProtocol> Entrance(S server) {
        this.server = server;
        this.async = server;
    }

    /**
     * Hands a request in.
     *
     * @return the answer; fails if the server refuses the request
     * @throws InvalidProtocolBufferException if it cannot be read
     */
    CompletableFuture<? extends MessageLite> enter(Frame request) throws InvalidProtocolBufferException {
        if (request.code() == Rpc.APPEND.code()) {
            return oneAtATime(() -> async.appendEntriesAsync(parsed(Rpc.APPEND, request)));
        } else if (request.code() == Rpc.VOTE.code()) {
            return oneAtATime(() -> done(server.requestVote(parsed(Rpc.VOTE, request))));
        } else if (request.code() == Rpc.SNAPSHOT.code()) {
            return oneAtATime(() -> done(server.installSnapshot(parsed(Rpc.SNAPSHOT, request))));
        } else if (request.code() == Rpc.STAND.code()) {
            return oneAtATime(() -> done(server.startLeaderElection(parsed(Rpc.STAND, request))));
        }
        return CompletableFuture.failedFuture(new IOException("no request has the code " + request.code()));
    }

    private static <Q extends MessageLite> Q parsed(Rpc<Q, ?> rpc, Frame frame) throws InvalidProtocolBufferException {
        return rpc.request().parseFrom(frame.payload());
    }

    private static <A> CompletableFuture<A> done(A answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private interface Handler<A> {
        CompletableFuture<A> handle() throws IOException;
    }

    private synchronized <A> CompletableFuture<A> oneAtATime(Handler<A> handler) throws InvalidProtocolBufferException {
        try {
            return handler.handle();
        } catch (InvalidProtocolBufferException malformed) {
            throw malformed;
        } catch (IOException | RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
