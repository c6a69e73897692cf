package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
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
 *
 * <p>Of entries that it has in memory the library says at once that it has them, also while they are on their way to
 * the disk. A leader that sends them again, over a new connection, would count them as stored, and a power cut would
 * take them (S6). Here an append is not answered before those that came earlier.
 */
final class Entrance {
    private final RaftServerProtocol server;
    private final RaftServerAsynchronousProtocol async;
    /**
     * Ends as all entries that were handed in are on the disk. Once it has failed nobody knows what is there, and
     * nothing is acknowledged any more.
     */
    private CompletableFuture<AppendEntriesReplyProto> stored = CompletableFuture.completedFuture(null);

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
            return oneAtATime(() -> append(parsed(Rpc.APPEND, request)));
        } else if (request.code() == Rpc.VOTE.code()) {
            return oneAtATime(() -> done(server.requestVote(parsed(Rpc.VOTE, request))));
        } else if (request.code() == Rpc.SNAPSHOT.code()) {
            return oneAtATime(() -> install(parsed(Rpc.SNAPSHOT, request)));
        } else if (request.code() == Rpc.STAND.code()) {
            return oneAtATime(() -> done(server.startLeaderElection(parsed(Rpc.STAND, request))));
        }
        return CompletableFuture.failedFuture(new IOException("no request has the code " + request.code()));
    }

    private CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request) throws IOException {
        CompletableFuture<AppendEntriesReplyProto> answer = async.appendEntriesAsync(request);
        if (request.getEntriesCount() == 0) {
            return answer;
        }
        stored = stored.thenCombine(answer, (earlier, own) -> own);
        return stored;
    }

    /** The library forgets what is on its way to the disk when it takes a snapshot; so nothing may be. */
    private CompletableFuture<InstallSnapshotReplyProto> install(InstallSnapshotRequestProto chunk)
            throws IOException {
        if (chunk.getSnapshotChunk().getDone()) {
            stored.join();
        }
        return done(server.installSnapshot(chunk));
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
